package repaired

import (
	"context"
	"net/http"
	"time"

	"example.com/orders/order"
)

const (
	shipWithin   = 500 * time.Millisecond
	carrierPause = 50 * time.Millisecond
)

// Fulfil ships an order through a worker that spares the carrier. The worker
// returns as soon as it sees that its context is done.
func (s *Service) Fulfil(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), shipWithin)
	defer cancel()
	parcels := make(chan order.Line)
	go s.ship(ctx, parcels)
	for _, line := range order.Sample(r.FormValue("customer"), 2).Lines {
		select {
		case parcels <- line:
		case <-ctx.Done():
			http.Error(w, "the carrier is too slow", http.StatusGatewayTimeout)
			return
		}
	}
	w.WriteHeader(http.StatusAccepted)
}

func (s *Service) ship(ctx context.Context, parcels <-chan order.Line) {
	for {
		select {
		case <-ctx.Done():
			return
		case line := <-parcels:
			s.sent.Add(line.Quantity)
		}
		time.Sleep(carrierPause)
	}
}
