package leaky

import (
	"fmt"
	"net/http"

	"example.com/orders/order"
)

// Checkout adds up an order in the customer's currency. It fetches the rate
// ahead; an order that cannot be read returns before anybody takes the rate.
func (s *Service) Checkout(w http.ResponseWriter, r *http.Request) {
	rates := make(chan float64)
	go func() {
		rates <- s.board.At("EUR") / s.board.At("USD")
	}()
	o, err := order.Decode(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, o.Total(<-rates))
}
