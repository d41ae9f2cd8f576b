package auction

import (
	"context"
	"time"
)

type auction struct {
	bid    func() error
	every  time.Duration
	ticker *time.Ticker
}

func (a *auction) run(ctx context.Context, rounds int) error {
	ticker := time.NewTicker(a.every)
	defer ticker.Stop()
	for i := 0; i < rounds; i++ {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
			if err := a.bid(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Stored, returned, handed on, captured by what stops it.

func (a *auction) start() {
	a.ticker = time.NewTicker(a.every)
}

func (a *auction) keep() {
	ticker := time.NewTicker(a.every)
	a.ticker = ticker
}

func (a *auction) stop() { a.ticker.Stop() }

func every(d time.Duration) *time.Ticker {
	ticker := time.NewTicker(d)
	return ticker
}

func (a *auction) ticks() (<-chan time.Time, func()) {
	ticker := time.NewTicker(a.every)
	return ticker.C, ticker.Stop
}

func (a *auction) given(use func(t *time.Ticker)) {
	ticker := time.NewTicker(a.every)
	use(ticker)
}

func (a *auction) closure(done chan struct{}) {
	ticker := time.NewTicker(a.every)
	go func() {
		defer ticker.Stop()
		<-done
	}()
	<-ticker.C
}

// A loop that never leaves the function.
func (a *auction) forever() {
	ticker := time.NewTicker(a.every)
	for range ticker.C {
		a.bid()
	}
}

func (a *auction) serve(changes <-chan time.Duration) {
	ticker := time.NewTicker(a.every)
	for {
		select {
		case <-ticker.C:
			a.bid()
		case d := <-changes:
			ticker.Reset(d)
		}
	}
}

// Stopped on every path by hand.
func (a *auction) byHand(done <-chan struct{}, limit time.Duration) bool {
	timer := time.NewTimer(limit)
	select {
	case <-done:
		timer.Stop()
		return true
	case <-timer.C:
		timer.Stop()
		return false
	}
}

// It has fired.
func (a *auction) fired(done <-chan struct{}, limit time.Duration) bool {
	timer := time.NewTimer(limit)
	select {
	case <-done:
		timer.Stop()
		return true
	case <-timer.C:
		return false
	}
}

// A function that runs later is no channel that somebody waits at.
func (a *auction) later() {
	time.AfterFunc(a.every, func() { a.bid() })
}
