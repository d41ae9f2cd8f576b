package pricing

import "strconv"

// Bundle is a thing that is sold as one and made of parts, which may be
// bundles themselves.
type Bundle struct {
	SKU      string
	Discount float64
	Parts    []*Bundle
}

// NewBundle builds a bundle of the given depth with width parts on each level.
func NewBundle(sku string, depth, width int) *Bundle {
	b := &Bundle{SKU: sku, Discount: 0.02}
	if depth == 0 {
		return b
	}
	for i := range width {
		b.Parts = append(b.Parts, NewBundle(sku+"."+strconv.Itoa(i), depth-1, width))
	}
	return b
}

// Cost adds up the parts; priceOf prices what has none.
func (b *Bundle) Cost(priceOf func(sku string) float64) float64 {
	if len(b.Parts) == 0 {
		return priceOf(b.SKU)
	}
	sum := 0.0
	for _, part := range b.Parts {
		sum += part.Cost(priceOf)
	}
	return sum * (1 - b.Discount)
}
