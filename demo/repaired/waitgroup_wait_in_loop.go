package repaired

import (
	"net/http"
	"sync"

	"example.com/orders/pricing"
	"example.com/orders/web"
)

// Rank finds the largest seller of each symbol: it starts all goroutines, then
// waits for all of them.
func (s *Service) Rank(w http.ResponseWriter, r *http.Request) {
	symbols := r.URL.Query()["symbol"]
	levels := make([][]pricing.Level, len(symbols))
	var wg sync.WaitGroup
	wg.Add(len(symbols))
	for i, symbol := range symbols {
		go func() {
			defer wg.Done()
			levels[i] = pricing.MostOffered(pricing.Ladder(symbol, 50), 1)
		}()
	}
	wg.Wait()
	web.JSON(w, levels)
}
