package pricing

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/rs/zerolog"
	events "github.com/rs/zerolog/log"
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
	answers := make(chan answer, 1)
	go func() {
		price, err := m.ask(symbol)
		answers <- answer{price, err}
	}()
	select {
	case a := <-answers:
		return a.price, a.err
	case <-time.After(limit):
		return 0, errLate
	}
}

// The sender selects too.
func (m *market) price(ctx context.Context, symbol string) (int, error) {
	prices := make(chan int)
	go func() {
		price, err := m.ask(symbol)
		if err != nil {
			log.Print(err)
		}
		select {
		case prices <- price:
		case <-ctx.Done():
		}
	}()
	select {
	case price := <-prices:
		return price, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// Received after the select all the same, or in a deferred call.

func (m *market) late(symbol string, limit time.Duration) int {
	prices := make(chan int)
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
	}()
	select {
	case price := <-prices:
		return price
	case <-time.After(limit):
		log.Print("late")
	}
	return <-prices
}

func (m *market) deferred(ctx context.Context, symbol string) error {
	done := make(chan struct{})
	go func() {
		m.ask(symbol)
		done <- struct{}{}
	}()
	received := false
	defer func() {
		if !received {
			<-done
		}
	}()
	select {
	case <-done:
		received = true
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Every case receives, or the loop leaves only when it has received.

func (m *market) whichever(symbol string) (int, error) {
	prices := make(chan int)
	errs := make(chan error)
	go func() {
		price, err := m.ask(symbol)
		if err != nil {
			errs <- err
			return
		}
		prices <- price
	}()
	select {
	case price := <-prices:
		return price, nil
	case err := <-errs:
		return 0, err
	}
}

func (m *market) untilTold(symbol string, isLate func() bool) (price int) {
	prices := make(chan int)
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
	}()
	for !isLate() {
		select {
		case price = <-prices:
			return price
		case <-time.After(time.Second):
			price = <-prices
		}
	}
	return price
}

func (m *market) orDone(symbol string) (price int) {
	prices := make(chan int)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if price, err := m.ask(symbol); err == nil {
			prices <- price
		}
	}()
	select {
	case price = <-prices:
	case <-done:
	}
	return price
}

func (m *market) patient(symbol string) int {
	prices := make(chan int)
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
	}()
	for {
		select {
		case price := <-prices:
			return price
		case <-time.After(time.Second):
			log.Print("still waiting")
		}
	}
}

// Nobody gives the other one.
func (m *market) neverReady(symbol string) int {
	prices := make(chan int)
	never := make(chan int)
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
	}()
	select {
	case price := <-prices:
		return price
	case <-never:
		return 0
	}
}

// Closing is no sending.
func (m *market) closed(ctx context.Context, symbol string) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		m.ask(symbol)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// The channel is given by, or goes to, somebody else.

type request struct {
	symbol string
	reply  chan int
}

func (m *market) askLoop(ctx context.Context, requests chan<- request, symbol string) int {
	reply := make(chan int)
	requests <- request{symbol, reply}
	select {
	case price := <-reply:
		return price
	case <-ctx.Done():
		return 0
	}
}

func (m *market) send(ctx context.Context, prices chan<- int, symbol string) {
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
	}()
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
}

// The other case ends the process.
func (m *market) must(symbol string, limit time.Duration) int {
	prices := make(chan int)
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
	}()
	select {
	case price := <-prices:
		return price
	case <-time.After(limit):
		log.Fatal("too late")
	}
	return 0
}

// An event of zerolog that began as fatal ends the process when it is sent.
func (m *market) mustInEvents(symbol string, limit time.Duration, own *zerolog.Logger) int {
	prices := make(chan int)
	go func() {
		price, err := m.ask(symbol)
		if err != nil {
			own.Panic().Err(err).Send()
		}
		prices <- price
	}()
	select {
	case price := <-prices:
		return price
	case <-time.After(limit):
		if limit > time.Minute {
			own.Fatal().Str("symbol", symbol).Send()
		}
		events.Fatal().Str("symbol", symbol).Msg("too late")
	}
	return 0
}

// Another goroutine is there already and takes what comes.
func (m *market) collected(symbol string, limit time.Duration, take func(price int)) {
	prices := make(chan int)
	go func() {
		for price := range prices {
			take(price)
		}
	}()
	done := make(chan struct{})
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
		close(prices)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(limit):
	}
}

// What comes too late is drained.
func (m *market) drained(symbol string, limit time.Duration) int {
	prices := make(chan int)
	go func() {
		price, _ := m.ask(symbol)
		prices <- price
	}()
	select {
	case price := <-prices:
		return price
	case <-time.After(limit):
		go func() { <-prices }()
		return 0
	}
}

// The deferred send stands in for the other one: there is room for the one that comes.
func (m *market) tryFor(symbol string, limit time.Duration) error {
	errs := make(chan error, 1)
	go func() {
		var sent bool
		defer func() {
			if !sent {
				errs <- errors.New("exited")
			}
		}()
		_, err := m.ask(symbol)
		errs <- err
		sent = true
	}()
	select {
	case err := <-errs:
		return err
	case <-time.After(limit):
		return nil
	}
}
