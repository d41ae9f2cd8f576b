package repaired

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

// invoice tells the waiting goroutine on every path whether the order is booked.
func (s *Service) invoice(r *http.Request) error {
	customer := r.FormValue("customer")
	booked := make(chan bool, 1)
	ok := false
	defer func() { booked <- ok }()
	go func() {
		if <-booked {
			s.mail(customer, "your invoice")
		}
	}()
	if _, err := order.Decode(r); err != nil {
		return err
	}
	ok = true
	return nil
}
