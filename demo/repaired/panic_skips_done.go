package repaired

import (
	"net/http"
	"sync"

	"example.com/orders/web"
)

// PriceAll prices several symbols at once. A panic in one of them is caught, and
// Done is deferred, so Wait sees everybody.
func (s *Service) PriceAll(w http.ResponseWriter, r *http.Request) {
	symbols := r.URL.Query()["symbol"]
	prices := make([]float64, len(symbols))
	var wg sync.WaitGroup
	for i, symbol := range symbols {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer s.recovered(symbol)
			prices[i] = s.board.At(symbol)
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
