package pricing

import (
	"context"
	"net/http"
	"net/http/httptest"
	"time"
)

// The sender is handed to somebody who calls back.

func firstRequest(ctx context.Context) string {
	paths := make(chan string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		paths <- r.URL.Path // want "`paths <- r.URL.Path` blocks whoever calls back for ever once the select"
	}))
	defer server.Close()
	select {
	case path := <-paths:
		return path
	case <-ctx.Done():
		return ""
	}
}

type listener struct{ onPrice func(price int) }

type feed interface{ Listen(l *listener) }

func firstPrice(f feed, limit time.Duration) int {
	prices := make(chan int)
	send := func(price int) {
		prices <- price // want "send only where somebody waits"
	}
	f.Listen(&listener{onPrice: send})
	select {
	case price := <-prices:
		return price
	case <-time.After(limit):
		return 0
	}
}
