package pricing

import (
	"context"
	"errors"
	"time"
)

type answer struct {
	price int
	err   error
}

type market struct {
	ask func(symbol string) (int, error)
}

var errLate = errors.New("too late")

func (m *market) priceWithin(symbol string, limit time.Duration) (int, error) {
	answers := make(chan answer)
	go func() {
		price, err := m.ask(symbol)
		answers <- answer{price, err} // want "blocks for ever once the select has taken another case"
	}()
	select {
	case a := <-answers:
		return a.price, a.err
	case <-time.After(limit):
		return 0, errLate
	}
}

func (m *market) price(ctx context.Context, symbol string) (int, error) {
	prices := make(chan int)
	errs := make(chan error)
	go func() {
		price, err := m.ask(symbol)
		if err != nil {
			errs <- err // want "Give `errs` room for 1"
			return
		}
		prices <- price // want "Give `prices` room for 1"
	}()
	select {
	case price := <-prices:
		return price, nil
	case err := <-errs:
		return 0, err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// The goroutine gives one, then the other; the first is enough for the function.
func (m *market) both(symbol string) (int, error) {
	prices := make(chan int)
	errs := make(chan error)
	go func() {
		price, err := m.ask(symbol)
		prices <- price
		errs <- err // want "Give `errs` room for 1"
	}()
	select {
	case price := <-prices:
		return price, nil
	case err := <-errs:
		return 0, err
	}
}

// In a loop that the stop signal leaves.
func (m *market) first(symbol string, stop <-chan struct{}) (price int) {
	done := make(chan struct{})
	go func() {
		price, _ = m.ask(symbol)
		done <- struct{}{} // want "blocks for ever once the select"
	}()
	for waiting := true; waiting; {
		select {
		case <-done:
			waiting = false
		case <-stop:
			return 0
		case <-time.After(time.Second):
		}
	}
	return price
}

// By way of a helper; the other case is a default.

func (m *market) tryPrice(symbol string) (int, bool) {
	prices := make(chan int)
	go m.askInto(symbol, prices)
	select {
	case price := <-prices:
		return price, true
	default:
		return 0, false
	}
}

func (m *market) askInto(symbol string, prices chan<- int) {
	price, _ := m.ask(symbol)
	prices <- price // want "blocks for ever once the select"
}

type uploader struct{ flush func() error }

// With a timer in Stop, most often the process ends too: information.
func (u *uploader) Stop() error {
	done := make(chan error)
	go func() {
		done <- u.flush() // want "blocks for ever once the select has taken another case"
	}()
	timer := time.NewTimer(5 * time.Second)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return errLate
	}
}

// A channel for every round, which another goroutine drains, but only from the other case on.

func (m *market) watch(symbol string, told <-chan int) {
	for {
		prices := make(chan int)
		go func() {
			price, _ := m.ask(symbol)
			prices <- price // want "Give `prices` room for 1"
		}()
		select {
		case <-told:
			go func() { <-prices }()
		case price := <-prices:
			if price > 0 {
				return
			}
		case <-time.After(time.Second):
			return
		}
	}
}
