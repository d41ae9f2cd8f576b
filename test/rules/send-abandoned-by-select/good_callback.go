package pricing

import (
	"context"
	"time"
)

type listener struct{ onPrice func(price int) }

type feed interface {
	Listen(l *listener)
	Each(func(price int))
}

// Room for the one that is waited for, and the others are dropped.
func firstPrice(f feed, limit time.Duration) int {
	prices := make(chan int, 1)
	f.Listen(&listener{onPrice: func(price int) {
		select {
		case prices <- price:
		default:
		}
	}})
	select {
	case price := <-prices:
		return price
	case <-time.After(limit):
		return 0
	}
}

// The callback gives up as well.
func untilDone(ctx context.Context, f feed) int {
	prices := make(chan int)
	f.Listen(&listener{onPrice: func(price int) {
		select {
		case prices <- price:
		case <-ctx.Done():
		}
	}})
	select {
	case price := <-prices:
		return price
	case <-ctx.Done():
		return 0
	}
}

// A helper that only the goroutine calls, and another goroutine receives.
func summed(f feed, limit time.Duration) (sum int) {
	prices := make(chan int)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for price := range prices {
			sum += price
		}
	}()
	f.Each(func(price int) { prices <- price })
	close(prices)
	select {
	case <-done:
	case <-time.After(limit):
	}
	return sum
}

// Every way out receives, or begins before there is anybody to call back.
func patient(ctx context.Context, f feed) int {
	prices := make(chan int)
	select {
	case <-ctx.Done():
		return 0
	case <-time.After(time.Second):
	}
	f.Listen(&listener{onPrice: func(price int) { prices <- price }})
	for {
		select {
		case price := <-prices:
			return price
		case <-time.After(time.Second):
		}
	}
}
