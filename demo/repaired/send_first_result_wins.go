package repaired

import (
	"context"
	"net/http"

	"example.com/orders/web"
)

var venues = []string{"north", "south", "east"}

// Fastest asks three venues and takes the first answer.
func (s *Service) Fastest(w http.ResponseWriter, r *http.Request) {
	a := s.fastest(r.Context(), r.FormValue("symbol"))
	if a.err != nil {
		http.Error(w, a.err.Error(), http.StatusBadGateway)
		return
	}
	web.JSON(w, a.quote)
}

// fastest receives once, and the channel has room for all who send.
func (s *Service) fastest(ctx context.Context, symbol string) answer {
	answers := make(chan answer, len(venues))
	for _, venue := range venues {
		go func() {
			quote, err := s.market.Price(ctx, venue, symbol)
			answers <- answer{quote, err}
		}()
	}
	return <-answers
}
