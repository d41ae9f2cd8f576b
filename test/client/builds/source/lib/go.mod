module example.com/Acme/Lib

go 1.24
