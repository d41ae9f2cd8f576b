package leaky

import (
	"fmt"
	"net/http"
	"time"
)

const (
	reportEvery = 10 * time.Millisecond
	reports     = 3
)

// Progress reports how far the shipping is. time.Tick gives no way to stop its
// ticker, and each request makes one.
func (s *Service) Progress(w http.ResponseWriter, r *http.Request) {
	tick := time.Tick(reportEvery)
	for report := 0; report < reports; report++ {
		select {
		case <-tick:
			fmt.Fprintln(w, s.sent.Load(), "sent")
		case <-r.Context().Done():
			return
		}
	}
}
