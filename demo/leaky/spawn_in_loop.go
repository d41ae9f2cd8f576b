package leaky

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

// Watch follows some symbols for a moment and reports. Each round of the loop
// starts a goroutine that follows its symbol for ever.
func (s *Service) Watch(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), watchFor)
	defer cancel()
	for _, symbol := range r.URL.Query()["symbol"] {
		go func() {
			for {
				s.board.Touch(symbol)
				time.Sleep(watchEvery)
			}
		}()
	}
	<-ctx.Done()
	web.JSON(w, s.board.Dearest())
}
