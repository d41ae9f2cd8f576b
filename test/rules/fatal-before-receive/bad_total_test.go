package checkout

import "testing"

type shop struct {
	total func(item, currency string) (float64, error)
	ready bool
}

// Fatal leaves the test's goroutine, and the other one behind.
func TestTotal(t *testing.T) {
	s := &shop{}
	totals := make(chan float64)
	go func() {
		total, _ := s.total("tea", "EUR")
		totals <- total // want "blocks for ever"
	}()
	if !s.ready {
		t.Fatal("no rates")
	}
	if got := <-totals; got != 3 {
		t.Errorf("got %v", got)
	}
}
