package leaky

import (
	"fmt"
	"net/http"
	"time"
)

const (
	bidEvery = 10 * time.Millisecond
	bids     = 3
)

// Auction calls out the price three times. The ticker ticks on when the auction
// is over: nobody stops it.
func (s *Service) Auction(w http.ResponseWriter, r *http.Request) {
	ticker := time.NewTicker(bidEvery)
	for bid := 0; bid < bids; bid++ {
		select {
		case <-ticker.C:
			fmt.Fprintln(w, "bid", bid)
		case <-r.Context().Done():
			return
		}
	}
}
