package repaired

import (
	"context"
	"net/http"
	"time"

	"example.com/orders/market"
	"example.com/orders/web"
)

const quoteWithin = 100 * time.Millisecond

// Quote asks a venue for a price and gives up after a while. The goroutine that
// asks shares the deadline and gives up at the same time.
func (s *Service) Quote(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), quoteWithin)
	defer cancel()
	symbol := r.FormValue("symbol")
	answer := make(chan market.Quote, 1)
	go func() {
		quote, err := s.market.Price(ctx, "north", symbol)
		if err == nil {
			answer <- quote
		}
	}()
	select {
	case quote := <-answer:
		web.JSON(w, quote)
	case <-ctx.Done():
		http.Error(w, "no quote in time", http.StatusGatewayTimeout)
	}
}
