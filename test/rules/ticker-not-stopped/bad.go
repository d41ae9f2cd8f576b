package auction

import (
	"context"
	"errors"
	"time"
)

type auction struct {
	bid   func() error
	every time.Duration
}

func (a *auction) run(ctx context.Context, rounds int) error {
	ticker := time.NewTicker(a.every) // want "The ticker `ticker` is not stopped on every path: before Go 1.23 the runtime keeps it for ever"
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

func (a *auction) once(done <-chan struct{}, limit time.Duration) error {
	timer := time.NewTimer(limit) // want "The timer `timer` is not stopped on every path: before Go 1.23 the runtime keeps it until it fires"
	select {
	case <-done:
		return nil
	case <-timer.C:
		return errors.New("too late")
	}
}

func (a *auction) forgets(stop <-chan struct{}) error {
	t := time.NewTicker(a.every) // want "Put `defer t.Stop\\(\\)` right after this line"
	for {
		select {
		case <-stop:
			t.Stop()
			return nil
		case <-t.C:
			if err := a.bid(); err != nil {
				return err
			}
		}
	}
}

func (a *auction) inGoroutine(done <-chan struct{}) {
	go func() {
		var ticker = time.NewTicker(a.every) // want "The ticker `ticker`"
		for range 10 {
			<-ticker.C
		}
	}()
	<-done
}

// In a loop, a deferred stop would only pile up.
func (a *auction) each(limits []time.Duration, done <-chan struct{}) {
	for _, limit := range limits {
		timer := time.NewTimer(limit) // want "The timer `timer`"
		select {
		case <-done:
		case <-timer.C:
		}
	}
}
