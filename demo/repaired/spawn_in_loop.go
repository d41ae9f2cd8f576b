package repaired

import (
	"context"
	"net/http"
	"time"

	"example.com/orders/web"
)

const (
	watchFor   = 60 * time.Millisecond
	watchEvery = 20 * time.Millisecond
)

// Watch follows some symbols for a moment and reports. Each goroutine ends with
// the context that says how long the moment is.
func (s *Service) Watch(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), watchFor)
	defer cancel()
	for _, symbol := range r.URL.Query()["symbol"] {
		go func() {
			ticker := time.NewTicker(watchEvery)
			defer ticker.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-ticker.C:
					s.board.Touch(symbol)
				}
			}
		}()
	}
	<-ctx.Done()
	web.JSON(w, s.board.Dearest())
}
