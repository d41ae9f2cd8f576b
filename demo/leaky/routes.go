package leaky

import (
	"net/http"

	"example.com/orders/web"
)

// Routes adds the service's handlers.
func (s *Service) Routes(mux *http.ServeMux) {
	handle := func(method, route string, handler http.HandlerFunc) {
		mux.Handle(method+" "+route, web.Labelled(route, handler))
	}
	handle("POST", "/fulfil", s.Fulfil)
	handle("POST", "/session", s.OpenSession)
	handle("POST", "/confirm", s.Confirm)
	handle("POST", "/invoice", s.Invoice)
	handle("POST", "/journal", s.Journal)
	handle("POST", "/stocktake", s.Stocktake)
	handle("GET", "/quote", s.Quote)
	handle("POST", "/refresh", s.Refresh)
	handle("GET", "/watch", s.Watch)
	handle("POST", "/import", s.Import)
	handle("GET", "/export", s.Export)
	handle("GET", "/price-all", s.PriceAll)
	handle("GET", "/offer", s.Offer)
	handle("POST", "/reserve", s.Reserve)
	handle("POST", "/remind", s.Remind)
	handle("POST", "/settle", s.Settle)
	handle("POST", "/newsletter", s.Newsletter)
	handle("GET", "/auction", s.Auction)
	handle("GET", "/progress", s.Progress)
	handle("GET", "/stream", s.Stream)
	handle("GET", "/venue", s.Venue)
	handle("GET", "/open-order", s.OpenOrder)
	handle("POST", "/pick", s.Pick)
	handle("POST", "/post", s.Post)
	handle("POST", "/subscribe", s.Subscribe)
	handle("POST", "/enrich", s.Enrich)
	handle("GET", "/rank", s.Rank)
	handle("GET", "/price-within", s.PriceWithin)
	handle("POST", "/checkout", s.Checkout)
	handle("GET", "/fastest", s.Fastest)
}
