package repaired

import (
	"net/http"
	"time"
)

const saveEvery = 50 * time.Millisecond

// OpenSession saves a customer's position while the request runs. The saver
// counts the session as closed when the request is done, once, and returns.
func (s *Service) OpenSession(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	go func() {
		for {
			select {
			case <-ctx.Done():
				s.sent.Add(-1)
				return
			default:
				s.sent.Add(1)
			}
			time.Sleep(saveEvery)
		}
	}()
	s.board.Touch(r.FormValue("symbol"))
	w.WriteHeader(http.StatusOK)
}
