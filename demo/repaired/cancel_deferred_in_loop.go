package repaired

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

// writeAll leaves each letter to a function of its own, at whose end the context
// is cancelled.
func (s *Service) writeAll(lines []order.Line) {
	for _, line := range lines {
		if err := s.writeLetter(line); err != nil {
			s.log.Printf("letter about %s: %v", line.SKU, err)
		}
	}
}

func (s *Service) writeLetter(line order.Line) error {
	ctx, cancel := context.WithTimeout(s.base, letterWithin)
	defer cancel()
	return s.hold(ctx, line.SKU)
}
