package pricing

import "slices"

// Level is one price at which somebody sells, and how much.
type Level struct {
	Venue  string  `json:"venue"`
	Price  float64 `json:"price"`
	Amount int64   `json:"amount"`
}

// Ladder is the market for one symbol, cheapest first.
func Ladder(symbol string, depth int) []Level {
	random := source{state: hash(symbol)}
	levels := make([]Level, depth)
	for i := range levels {
		levels[i] = Level{Venue: venues[i%len(venues)], Price: 90 + 20*random.uniform(), Amount: int64(random.next() % 500)}
	}
	slices.SortFunc(levels, byPrice)
	return levels
}

// Best keeps the k first of xs in the order of compare.
func Best[T any](xs []T, k int, compare func(a, b T) int) []T {
	var best []T
	for _, x := range xs {
		at, _ := slices.BinarySearchFunc(best, x, compare)
		if at < k {
			best = slices.Insert(best, at, x)
		}
		if len(best) > k {
			best = best[:k]
		}
	}
	return best
}

// MostOffered keeps the k levels with the largest amounts.
func MostOffered(levels []Level, k int) []Level {
	return Best(levels, k, func(a, b Level) int { return int(b.Amount - a.Amount) })
}

var venues = []string{"north", "south", "east", "west"}

func byPrice(a, b Level) int {
	switch {
	case a.Price < b.Price:
		return -1
	case a.Price > b.Price:
		return 1
	default:
		return 0
	}
}

func hash(symbol string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(symbol) {
		h = (h ^ uint64(symbol[i])) * 1099511628211
	}
	return h
}
