module example.com/shop

go 1.24

require (
	example.com/Acme/Lib v1.2.0
	example.com/fork v0.0.0
)

replace example.com/fork => ../fork
