package leaky

import (
	"context"
	"net/http"
	"time"

	"example.com/orders/order"
)

const letterWithin = time.Minute

// Newsletter writes to many customers.
func (s *Service) Newsletter(w http.ResponseWriter, r *http.Request) {
	s.writeAll(order.Sample(r.FormValue("customer"), 200).Lines)
	w.WriteHeader(http.StatusAccepted)
}

// writeAll defers each cancel to the end of the function, not of the round: all
// contexts and timers pile up until the last letter is out.
func (s *Service) writeAll(lines []order.Line) {
	for _, line := range lines {
		ctx, cancel := context.WithTimeout(s.base, letterWithin)
		defer cancel()
		if err := s.hold(ctx, line.SKU); err != nil {
			s.log.Printf("letter about %s: %v", line.SKU, err)
		}
	}
}
