package leaky

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"example.com/orders/order"
)

const beatEvery = 200 * time.Millisecond

// Import reads the lines of a file while a heartbeat says that the job lives.
// A short line makes ParseCSV panic; net/http survives that, cancel is never
// reached, and the heart beats on.
func (s *Service) Import(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(s.base)
	go s.heartbeat(ctx)
	lines := order.ParseCSV(r.Body)
	cancel()
	fmt.Fprintln(w, len(lines), "lines")
}

func (s *Service) heartbeat(ctx context.Context) {
	ticker := time.NewTicker(beatEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.sent.Add(1)
		}
	}
}
