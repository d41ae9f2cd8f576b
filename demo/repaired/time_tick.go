package repaired

import (
	"fmt"
	"net/http"
	"time"
)

const (
	reportEvery = 10 * time.Millisecond
	reports     = 3
)

// Progress reports how far the shipping is, by a ticker that can be stopped.
func (s *Service) Progress(w http.ResponseWriter, r *http.Request) {
	ticker := time.NewTicker(reportEvery)
	defer ticker.Stop()
	for report := 0; report < reports; report++ {
		select {
		case <-ticker.C:
			fmt.Fprintln(w, s.sent.Load(), "sent")
		case <-r.Context().Done():
			return
		}
	}
}
