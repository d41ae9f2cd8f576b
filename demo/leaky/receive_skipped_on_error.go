package leaky

import (
	"net/http"

	"example.com/orders/order"
)

// Invoice sends the invoice as soon as the order is booked.
func (s *Service) Invoice(w http.ResponseWriter, r *http.Request) {
	if err := s.invoice(r); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// invoice tells the waiting goroutine that the order is booked, but not that it
// never will be: an order that cannot be read leaves it waiting.
func (s *Service) invoice(r *http.Request) error {
	customer := r.FormValue("customer")
	booked := make(chan struct{})
	go func() {
		<-booked
		s.mail(customer, "your invoice")
	}()
	if _, err := order.Decode(r); err != nil {
		return err
	}
	close(booked)
	return nil
}
