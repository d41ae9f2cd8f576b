// Package order is what customers send: orders and their lines.
package order

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// Line is one position of an order; Price is in cents.
type Line struct {
	SKU      string `json:"sku"`
	Quantity int64  `json:"quantity"`
	Price    int64  `json:"price"`
}

// Order is what a customer wants.
type Order struct {
	ID       string `json:"id"`
	Customer string `json:"customer"`
	Lines    []Line `json:"lines"`
}

// ErrEmpty says that an order has no lines.
var ErrEmpty = errors.New("order: no lines")

// Total is the sum of all lines in cents, converted at rate.
func (o Order) Total(rate float64) int64 {
	var sum int64
	for _, line := range o.Lines {
		sum += line.Quantity * line.Price
	}
	return int64(float64(sum) * rate)
}

// Decode reads an order from the body of a request.
func Decode(r *http.Request) (Order, error) {
	var o Order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return Order{}, err
	}
	if len(o.Lines) == 0 {
		return Order{}, ErrEmpty
	}
	return o, nil
}

// Sample is an order of n lines for a customer, for callers without a body.
func Sample(customer string, n int) Order {
	o := Order{ID: "sample", Customer: customer}
	for i := range n {
		o.Lines = append(o.Lines, Line{SKU: "SKU-" + strconv.Itoa(i), Quantity: int64(i%3) + 1, Price: 199})
	}
	return o
}

// Feed sends the lines of an order one by one, and closes the channel after the
// last one or when ctx is done.
func Feed(ctx context.Context, o Order) <-chan Line {
	feed := make(chan Line)
	go func() {
		defer close(feed)
		for _, line := range o.Lines {
			select {
			case feed <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	return feed
}

// ParseCSV reads lines of sku,quantity,price. It trusts its input: a line with
// fewer columns panics.
func ParseCSV(body io.Reader) []Line {
	var lines []Line
	scanner := bufio.NewScanner(body)
	for scanner.Scan() {
		columns := strings.Split(scanner.Text(), ",")
		lines = append(lines, Line{SKU: columns[0], Quantity: number(columns[1]), Price: number(columns[2])})
	}
	return lines
}

func number(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
