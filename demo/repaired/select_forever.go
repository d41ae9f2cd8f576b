package repaired

import "net/http"

// Subscribe counts a customer as a reader for as long as the request runs.
func (s *Service) Subscribe(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	customer := r.FormValue("customer")
	go func() {
		s.mail(customer, "welcome")
		defer s.mail(customer, "good bye")
		<-ctx.Done()
	}()
	w.WriteHeader(http.StatusAccepted)
}
