package leaky

import (
	"context"
	"net/http"
	"time"
)

const refreshWithin = 100 * time.Millisecond

// Refresh moves a symbol if its venue is up.
func (s *Service) Refresh(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), refreshWithin)
	defer cancel()
	if err := s.refresh(ctx, r.FormValue("symbol")); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// refresh takes the caller's deadline and leaves it at the door: the request
// is made with another context.
func (s *Service) refresh(ctx context.Context, symbol string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, s.venue+"/quote?symbol="+symbol, nil)
	if err != nil {
		return err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	s.board.Touch(symbol)
	return nil
}
