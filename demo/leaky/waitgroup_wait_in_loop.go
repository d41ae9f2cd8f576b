package leaky

import (
	"net/http"
	"sync"

	"example.com/orders/pricing"
	"example.com/orders/web"
)

// Rank finds the largest seller of each symbol. Wait stands inside the loop
// that starts the goroutines: with two symbols the first round waits for a
// second one that never starts.
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
		wg.Wait()
	}
	web.JSON(w, levels)
}
