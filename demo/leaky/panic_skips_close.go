package leaky

import (
	"fmt"
	"net/http"
)

// Export prices a symbol and mails the customer when that is done. At panics
// for a symbol that is not on the board, and the close is never reached.
func (s *Service) Export(w http.ResponseWriter, r *http.Request) {
	customer := r.FormValue("customer")
	done := make(chan struct{})
	go func() {
		<-done
		s.mail(customer, "your export is ready")
	}()
	price := s.board.At(r.FormValue("symbol"))
	close(done)
	fmt.Fprintln(w, price)
}
