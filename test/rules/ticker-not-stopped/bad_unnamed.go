package poll

import "time"

// Only the channel is kept.

func until(every time.Duration, done <-chan struct{}) {
	for {
		select {
		case <-time.NewTicker(every).C: // want "Nobody can stop this ticker"
		case <-done:
			return
		}
	}
}

func poll(every time.Duration, ask func() bool) {
	for range time.NewTicker(every).C { // want "Nobody can stop this ticker"
		if ask() {
			return
		}
	}
}

func tries(every time.Duration, ask func() bool) bool {
	tick := time.NewTicker(every).C // want "Nobody can stop this ticker"
	for i := 0; i < 3; i++ {
		<-tick
		if ask() {
			return true
		}
	}
	return false
}

// In a field that nothing stops.

type poller struct {
	ticker *time.Ticker
	every  time.Duration
}

func (p *poller) run(done <-chan struct{}, ask func()) {
	p.ticker = time.NewTicker(p.every) // want "Nothing in the package stops `p.ticker`"
	for {
		select {
		case <-p.ticker.C:
			ask()
		case <-done:
			return
		}
	}
}
