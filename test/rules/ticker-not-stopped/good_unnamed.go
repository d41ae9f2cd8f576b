package poll

import "time"

// For as long as the process.
func forEver(every time.Duration, ask func()) {
	for range time.NewTicker(every).C {
		ask()
	}
}

// Stopped by another method, or by who gets it.

type poller struct{ ticker *time.Ticker }

func (p *poller) run(every time.Duration, ask func()) {
	p.ticker = time.NewTicker(every)
	for range p.ticker.C {
		ask()
	}
}

func (p *poller) close() { p.ticker.Stop() }

type shared struct{ ticker *time.Ticker }

func (s *shared) run(every time.Duration, with func(*time.Ticker)) {
	s.ticker = time.NewTicker(every)
	with(s.ticker)
}
