package repaired

import (
	"fmt"
	"net/http"
	"time"

	"example.com/orders/order"
)

const idleFor = 10 * time.Minute

// Stream sends the lines of an order as they come, and gives up on a feed that
// is idle for too long. One timer serves all lines.
func (s *Service) Stream(w http.ResponseWriter, r *http.Request) {
	feed := order.Feed(r.Context(), order.Sample(r.FormValue("customer"), 50))
	idle := time.NewTimer(idleFor)
	defer idle.Stop()
	for {
		select {
		case line, more := <-feed:
			if !more {
				return
			}
			fmt.Fprintln(w, line.SKU, line.Quantity)
			rearm(idle)
		case <-idle.C:
			http.Error(w, "the feed is idle", http.StatusGatewayTimeout)
			return
		}
	}
}

// rearm starts the timer anew. Before Go 1.23 a timer that has fired must be
// drained first, or the next wait ends at once.
func rearm(timer *time.Timer) {
	if !timer.Stop() {
		select {
		case <-timer.C:
		default:
		}
	}
	timer.Reset(idleFor)
}
