package repaired

import (
	"net/http"
	"sync"

	"example.com/orders/pricing"
)

const maxOffers = 200

var (
	offersMu sync.Mutex
	offers   = map[string][]byte{}
)

// Offer makes an offer to a customer and remembers it, but never more than
// maxOffers at a time.
func (s *Service) Offer(w http.ResponseWriter, r *http.Request) {
	customer, symbol := r.FormValue("customer"), r.FormValue("symbol")
	offersMu.Lock()
	defer offersMu.Unlock()
	offer, known := offers[customer+"/"+symbol]
	if !known {
		makeRoom()
		offer = s.offer(customer, symbol)
		offers[customer+"/"+symbol] = offer
	}
	_, _ = w.Write(offer)
}

// makeRoom forgets any offer while there are too many; offersMu is held.
func makeRoom() {
	for key := range offers {
		if len(offers) < maxOffers {
			return
		}
		delete(offers, key)
	}
}

func (s *Service) offer(customer, symbol string) []byte {
	receipt := pricing.Receipt{Customer: customer, Symbol: symbol, Levels: pricing.Ladder(symbol, 60)}
	body, err := receipt.Sealed()
	if err != nil {
		s.log.Printf("offer to %s: %v", customer, err)
	}
	return body
}
