package pricing

import (
	"slices"
	"sync"
)

// Tick is the last known price of a symbol.
type Tick struct {
	Symbol string  `json:"symbol"`
	Price  float64 `json:"price"`
	Seen   int64   `json:"seen"`
}

// Board shows the last prices of a fixed set of symbols.
type Board struct {
	mu    sync.Mutex
	ticks []Tick
	place map[string]int
}

// NewBoard lists the symbols at a price of 100.
func NewBoard(symbols ...string) *Board {
	b := &Board{place: make(map[string]int, len(symbols))}
	for i, symbol := range symbols {
		b.ticks = append(b.ticks, Tick{Symbol: symbol, Price: 100})
		b.place[symbol] = i + 1
	}
	return b
}

// At is the price of a symbol of the board. It panics for any other.
func (b *Board) At(symbol string) float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ticks[b.place[symbol]-1].Price
}

// Touch moves the price of a symbol a little; unknown symbols are ignored.
func (b *Board) Touch(symbol string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := b.place[symbol]; i > 0 {
		tick := &b.ticks[i-1]
		tick.Seen++
		tick.Price = clamp(tick.Price*(1+float64(tick.Seen%5-2)/1000), 1, 1000)
	}
}

// Dearest lists the board, dearest first.
func (b *Board) Dearest() []Tick {
	b.mu.Lock()
	defer b.mu.Unlock()
	ticks := slices.Clone(b.ticks)
	slices.SortFunc(ticks, func(x, y Tick) int { return int(y.Price - x.Price) })
	return ticks
}
