package leaky

import (
	"net/http"
	"sync"

	"example.com/orders/pricing"
)

var (
	offersMu sync.Mutex
	offers   = map[string][]byte{}
)

// Offer makes an offer to a customer and remembers it. Each customer and symbol
// adds an entry, and nothing ever takes one away.
func (s *Service) Offer(w http.ResponseWriter, r *http.Request) {
	customer, symbol := r.FormValue("customer"), r.FormValue("symbol")
	offersMu.Lock()
	defer offersMu.Unlock()
	offer, known := offers[customer+"/"+symbol]
	if !known {
		offer = s.offer(customer, symbol)
		offers[customer+"/"+symbol] = offer
	}
	_, _ = w.Write(offer)
}

func (s *Service) offer(customer, symbol string) []byte {
	receipt := pricing.Receipt{Customer: customer, Symbol: symbol, Levels: pricing.Ladder(symbol, 60)}
	body, err := receipt.Sealed()
	if err != nil {
		s.log.Printf("offer to %s: %v", customer, err)
	}
	return body
}
