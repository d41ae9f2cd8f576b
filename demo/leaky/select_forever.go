package leaky

import "net/http"

// Subscribe counts a customer as a reader for as long as the goroutine lives,
// which is for ever: an empty select never ends.
func (s *Service) Subscribe(w http.ResponseWriter, r *http.Request) {
	customer := r.FormValue("customer")
	go func() {
		s.mail(customer, "welcome")
		defer s.mail(customer, "good bye")
		select {}
	}()
	w.WriteHeader(http.StatusAccepted)
}
