package leaky

import (
	"fmt"
	"net/http"
	"time"

	"example.com/orders/order"
)

const idleFor = 10 * time.Minute

// Stream sends the lines of an order as they come, and gives up on a feed that
// is idle for too long. Each line makes one more timer of ten minutes.
func (s *Service) Stream(w http.ResponseWriter, r *http.Request) {
	feed := order.Feed(r.Context(), order.Sample(r.FormValue("customer"), 50))
	for {
		select {
		case line, more := <-feed:
			if !more {
				return
			}
			fmt.Fprintln(w, line.SKU, line.Quantity)
		case <-time.After(idleFor):
			http.Error(w, "the feed is idle", http.StatusGatewayTimeout)
			return
		}
	}
}
