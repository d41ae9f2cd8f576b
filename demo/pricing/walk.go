// Package pricing computes what things cost: the part of the service where the
// processor time goes.
package pricing

// Model says how a price wanders: drift and volatility per step.
type Model struct {
	Spot, Drift, Volatility float64
}

// Expected is the mean payoff over simulated price paths.
func Expected(m Model, paths, steps int, payoff func(price float64) float64) float64 {
	random := source{state: 0x9e3779b97f4a7c15}
	sum := 0.0
	for range paths {
		sum += payoff(walk(m, steps, &random))
	}
	return sum / float64(paths)
}

func walk(m Model, steps int, random *source) float64 {
	price := m.Spot
	for range steps {
		price = step(price, m, random.normal())
	}
	return price
}

func step(price float64, m Model, shock float64) float64 {
	return clamp(price*(1+m.Drift+m.Volatility*shock), 0.01, 1e9)
}

// source is a small xorshift generator; the same seed gives the same prices.
type source struct{ state uint64 }

func (s *source) next() uint64 {
	s.state ^= s.state << 13
	s.state ^= s.state >> 7
	s.state ^= s.state << 17
	return s.state
}

func (s *source) uniform() float64 {
	return float64(s.next()>>11) / (1 << 53)
}

// normal is near enough to a normal distribution: four uniform draws.
func (s *source) normal() float64 {
	return (s.uniform() + s.uniform() + s.uniform() + s.uniform() - 2) * 1.7320508
}
