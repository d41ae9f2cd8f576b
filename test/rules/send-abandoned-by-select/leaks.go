package pricing

import (
	"context"
	"time"
)

func slow() *market {
	return &market{ask: func(string) (int, error) {
		time.Sleep(20 * time.Millisecond)
		return 1, nil
	}}
}

func ended() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func stopped() chan struct{} {
	stop := make(chan struct{})
	close(stop)
	return stop
}

func leak_priceWithin() { slow().priceWithin("tea", time.Millisecond) }
func leak_price()       { slow().price(ended(), "tea") }
func leak_both()        { slow().both("tea") }
func leak_first()       { slow().first("tea", stopped()) }
func leak_askInto()     { slow().tryPrice("tea") }
