package repaired

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"example.com/orders/market"
	"example.com/orders/web"
)

// Venue asks on behalf of all customers, so it does not end with one request.
func (s *Service) Venue(w http.ResponseWriter, r *http.Request) {
	quote, err := s.ask(s.base, r.FormValue("symbol"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	web.JSON(w, quote)
}

// ask closes the body of every answer, good or bad.
func (s *Service) ask(ctx context.Context, symbol string) (market.Quote, error) {
	var quote market.Quote
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.venue+"/quote?symbol="+symbol, nil)
	if err != nil {
		return quote, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return quote, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return quote, fmt.Errorf("venue: %s", resp.Status)
	}
	err = json.NewDecoder(resp.Body).Decode(&quote)
	return quote, err
}
