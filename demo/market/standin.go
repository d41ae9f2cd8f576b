package market

import (
	"net/http"
	"strings"
	"time"

	"example.com/orders/web"
)

// slowest is how long a venue keeps a caller waiting who asks for SLOW.
const slowest = 30 * time.Minute

// Standin plays the venues. It answers at once, but for two symbols: SLOW takes
// half an hour, DOWN is an error with a long page.
func Standin() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /quote", quote)
	return mux
}

func quote(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Query().Get("symbol") {
	case "SLOW":
		dawdle(r)
	case "DOWN":
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(strings.Repeat("down for maintenance\n", 1000)))
		return
	}
	web.JSON(w, Quote{Venue: r.URL.Query().Get("venue"), Price: 101.5})
}

func dawdle(r *http.Request) {
	timer := time.NewTimer(slowest)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	}
}
