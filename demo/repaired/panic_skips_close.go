package repaired

import (
	"fmt"
	"net/http"
)

// Export prices a symbol and mails the customer when that is done. At panics
// for a symbol that is not on the board; the close is deferred and runs.
func (s *Service) Export(w http.ResponseWriter, r *http.Request) {
	customer := r.FormValue("customer")
	done := make(chan struct{})
	defer close(done)
	go func() {
		<-done
		s.mail(customer, "your export is ready")
	}()
	price := s.board.At(r.FormValue("symbol"))
	fmt.Fprintln(w, price)
}
