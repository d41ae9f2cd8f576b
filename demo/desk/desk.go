// Package desk answers questions about prices. Nothing in it leaks: it is the
// honest work of the service, and what a CPU profile should show.
package desk

import (
	"net/http"
	"strings"

	"example.com/orders/pricing"
	"example.com/orders/web"
)

const (
	bundleDepth = 4
	bundleWidth = 3
	paths       = 40
	steps       = 30
	ladderDepth = 2500
)

// Desk serves prices from a board.
type Desk struct {
	board *pricing.Board
}

// New makes a desk.
func New(board *pricing.Board) *Desk {
	return &Desk{board: board}
}

// Routes adds the desk's handlers.
func (d *Desk) Routes(mux *http.ServeMux) {
	mux.Handle("GET /price", web.Labelled("/price", d.Price))
	mux.Handle("GET /ladder", web.Labelled("/ladder", d.Ladder))
	mux.Handle("GET /board", web.Labelled("/board", d.Board))
}

// Price prices a bundle by simulation of each of its parts.
func (d *Desk) Price(w http.ResponseWriter, r *http.Request) {
	symbol := r.URL.Query().Get("symbol")
	spot := d.board.At(symbol)
	floor := spot * 0.8
	bundle := pricing.NewBundle(symbol, bundleDepth, bundleWidth)
	cost := bundle.Cost(func(sku string) float64 {
		model := pricing.Model{Spot: spot, Drift: 0.0001 * float64(strings.Count(sku, "1")), Volatility: 0.01}
		return pricing.Expected(model, paths, steps, func(price float64) float64 { return max(price, floor) })
	})
	d.answer(w, pricing.Receipt{Customer: r.Header.Get("X-Tenant"), Symbol: symbol, Total: pricing.FromFloat(cost)})
}

// Ladder lists who sells a symbol.
func (d *Desk) Ladder(w http.ResponseWriter, r *http.Request) {
	symbol := r.URL.Query().Get("symbol")
	levels := pricing.Ladder(symbol, ladderDepth)
	best := append(pricing.MostOffered(levels, 40), levels[:40]...)
	d.answer(w, pricing.Receipt{Customer: r.Header.Get("X-Tenant"), Symbol: symbol, Levels: best})
}

// Board lists the last prices.
func (d *Desk) Board(w http.ResponseWriter, _ *http.Request) {
	web.JSON(w, d.board.Dearest())
}

func (d *Desk) answer(w http.ResponseWriter, receipt pricing.Receipt) {
	body, err := receipt.Sealed()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body)
}
