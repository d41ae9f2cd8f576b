package repaired

import (
	"context"
	"errors"
	"net/http"
	"time"

	"example.com/orders/market"
	"example.com/orders/web"
)

const priceWithin = 20 * time.Millisecond

var errTooLate = errors.New("no price in time")

type answer struct {
	quote market.Quote
	err   error
}

// PriceWithin answers with a price, if there is one in time.
func (s *Service) PriceWithin(w http.ResponseWriter, r *http.Request) {
	quote, err := s.priceWithin(r.Context(), r.FormValue("symbol"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusGatewayTimeout)
		return
	}
	web.JSON(w, quote)
}

// priceWithin leaves when the time is up. The channel has room for the answer
// that comes too late, so the goroutine ends.
func (s *Service) priceWithin(ctx context.Context, symbol string) (market.Quote, error) {
	ctx, cancel := context.WithTimeout(ctx, priceWithin)
	defer cancel()
	answers := make(chan answer, 1)
	go func() {
		quote, err := s.market.Price(ctx, "north", symbol)
		answers <- answer{quote, err}
	}()
	select {
	case a := <-answers:
		return a.quote, a.err
	case <-ctx.Done():
		return market.Quote{}, errTooLate
	}
}
