package leaky

import "net/http"

// Confirm mails the customer once the booking is acknowledged. Booking used to
// be asynchronous; since it is not, nobody acknowledges, and each order leaves
// a goroutine that waits for it.
func (s *Service) Confirm(w http.ResponseWriter, r *http.Request) {
	customer := r.FormValue("customer")
	acknowledged := make(chan struct{})
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
