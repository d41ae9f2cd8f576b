package repaired

import "net/http"

// Journal writes an order down while the customer already has the answer. The
// goroutine keeps the result to itself and logs it if it is bad.
func (s *Service) Journal(w http.ResponseWriter, r *http.Request) {
	entry := r.FormValue("entry")
	go func() {
		if err := s.write(entry); err != nil {
			s.log.Printf("journal: %v", err)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}

func (s *Service) write(entry string) error {
	if entry == "" {
		return http.ErrBodyNotAllowed
	}
	s.sent.Add(int64(len(entry)))
	return nil
}
