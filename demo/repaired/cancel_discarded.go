package repaired

import (
	"context"
	"net/http"
	"time"
)

const remindWithin = 10 * time.Minute

// Remind reminds a customer of an open invoice, and gives back the context and
// its timer when that is done.
func (s *Service) Remind(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(s.base, remindWithin)
	defer cancel()
	if err := s.hold(ctx, r.FormValue("customer")); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}
