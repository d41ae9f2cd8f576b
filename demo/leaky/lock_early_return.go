package leaky

import (
	"errors"
	"net/http"
	"sync"
)

var errSoldOut = errors.New("sold out")

// shelf counts what is left of the only thing we sell.
type shelf struct {
	mu   sync.Mutex
	left int
}

// Pick takes one from the shelf.
func (s *Service) Pick(w http.ResponseWriter, _ *http.Request) {
	if err := s.shelf.take(1); err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// take keeps the lock when the shelf is empty; whoever comes next waits for
// ever.
func (s *shelf) take(n int) error {
	s.mu.Lock()
	if s.left < n {
		return errSoldOut
	}
	s.left -= n
	s.mu.Unlock()
	return nil
}
