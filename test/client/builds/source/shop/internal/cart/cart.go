// Package cart holds what is bought.
package cart

import (
	"strings"

	lib "example.com/Acme/Lib"
)

// Cart is a list of lines.
type Cart struct {
	lines []string
}

// New makes an empty cart.
func New() *Cart {
	return &Cart{lines: make([]string, 0, 4)}
}

// Add adds a line for an item.
func (c *Cart) Add(item int) {
	write := func(n int) string {
		return strings.Repeat("x", n+1)
	}
	c.lines = append(c.lines, write(item))
}

// String joins the lines.
func (c *Cart) String() string {
	return strings.Join(lib.Map(c.lines, double), ",")
}

func double(line string) string {
	return line + line
}
