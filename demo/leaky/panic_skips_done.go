package leaky

import (
	"net/http"
	"sync"

	"example.com/orders/web"
)

// PriceAll prices several symbols at once. A panic in one of them is caught, as
// it should be, but its Done is skipped, and Wait waits for ever.
func (s *Service) PriceAll(w http.ResponseWriter, r *http.Request) {
	symbols := r.URL.Query()["symbol"]
	prices := make([]float64, len(symbols))
	var wg sync.WaitGroup
	for i, symbol := range symbols {
		wg.Add(1)
		go func() {
			defer s.recovered(symbol)
			prices[i] = s.board.At(symbol)
			wg.Done()
		}()
	}
	wg.Wait()
	web.JSON(w, prices)
}

func (s *Service) recovered(symbol string) {
	if v := recover(); v != nil {
		s.log.Printf("pricing %s: %v", symbol, v)
	}
}
