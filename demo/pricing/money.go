package pricing

import (
	"cmp"
	"math"
)

// Cents is an amount of money.
type Cents int64

// FromFloat rounds an amount in whole currency units to cents.
func FromFloat(amount float64) Cents {
	return Cents(math.Round(amount * 100))
}

func clamp[T cmp.Ordered](v, low, high T) T {
	return max(low, min(v, high))
}
