package leaky

import (
	"context"
	"net/http"
	"time"
)

const remindWithin = 10 * time.Minute

// Remind reminds a customer of an open invoice. The cancel function is thrown
// away, so each reminder keeps its context and timer for ten minutes.
func (s *Service) Remind(w http.ResponseWriter, r *http.Request) {
	ctx, _ := context.WithTimeout(s.base, remindWithin)
	if err := s.hold(ctx, r.FormValue("customer")); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}
