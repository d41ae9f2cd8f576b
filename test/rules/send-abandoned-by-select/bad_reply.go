package pricing

import (
	"context"
	"errors"
	"time"
)

type market struct {
	ask func(symbol string) (int, error)
}

var errLate = errors.New("too late")

// The channel for the answer travels in a request.

type quote struct {
	symbol string
	reply  chan int
}

type exchange struct {
	quotes  chan quote
	queue   []*audit
	orders  chan *order
	closing chan struct{}
}

func (e *exchange) quote(ctx context.Context, symbol string) (int, error) {
	reply := make(chan int) // want "`reply` has no room: once the select has taken another case"
	e.quotes <- quote{symbol: symbol, reply: reply}
	select {
	case price := <-reply:
		return price, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func (e *exchange) serve(m *market) {
	for q := range e.quotes {
		price, _ := m.ask(q.symbol)
		q.reply <- price
	}
}

// The request has a name, the channel none; handing it over may be given up itself.

type order struct {
	symbol string
	done   chan error
}

func (e *exchange) order(symbol string) error {
	o := &order{symbol: symbol, done: make(chan error)} // want "`o.done` has no room"
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	select {
	case e.orders <- o:
	case <-timer.C:
		return errLate
	}
	for {
		select {
		case err := <-o.done:
			return err
		case <-e.closing:
			continue
		case <-timer.C:
			return errLate
		}
	}
}

func (e *exchange) fill() {
	for {
		select {
		case o := <-e.orders:
			go func() { o.done <- nil }()
		case <-e.closing:
			return
		}
	}
}

// Without names of fields, by a method that keeps it.

type audit struct {
	reply chan<- int
}

func (e *exchange) put(a *audit) { e.queue = append(e.queue, a) }

func (e *exchange) audit() int {
	reply := make(chan int) // want "Give it room for 1"
	e.put(&audit{reply})
	select {
	case n := <-reply:
		return n
	case <-time.After(time.Second):
		return -1
	}
}

func (e *exchange) answer() {
	for _, a := range e.queue {
		a.reply <- len(e.queue)
	}
}
