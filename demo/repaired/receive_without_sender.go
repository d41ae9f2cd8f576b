package repaired

import "net/http"

// Confirm mails the customer once the booking is acknowledged, which happens
// when the handler returns, whatever it does before.
func (s *Service) Confirm(w http.ResponseWriter, r *http.Request) {
	customer := r.FormValue("customer")
	acknowledged := make(chan struct{})
	defer close(acknowledged)
	go func() {
		<-acknowledged
		s.mail(customer, "your order is confirmed")
	}()
	s.board.Touch(r.FormValue("symbol"))
	w.WriteHeader(http.StatusAccepted)
}

func (s *Service) mail(customer, text string) {
	s.sent.Add(1)
	s.log.Printf("mail to %s: %s", customer, text)
}
