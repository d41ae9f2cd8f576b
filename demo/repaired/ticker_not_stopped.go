package repaired

import (
	"fmt"
	"net/http"
	"time"
)

const (
	bidEvery = 10 * time.Millisecond
	bids     = 3
)

// Auction calls out the price three times, and stops its ticker when it is over.
func (s *Service) Auction(w http.ResponseWriter, r *http.Request) {
	ticker := time.NewTicker(bidEvery)
	defer ticker.Stop()
	for bid := 0; bid < bids; bid++ {
		select {
		case <-ticker.C:
			fmt.Fprintln(w, "bid", bid)
		case <-r.Context().Done():
			return
		}
	}
}
