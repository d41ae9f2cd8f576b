package sink

import (
	"sync/atomic"
	"time"
)

type sink struct {
	ticker *time.Ticker
	done   chan struct{}
	closed atomic.Bool
}

func (s *sink) start() {
	s.ticker = time.NewTicker(time.Minute)
	go func() {
		for {
			select {
			case <-s.ticker.C:
				s.flush()
			case <-s.done:
				return
			}
		}
	}()
}

func (s *sink) flush() {}

// It leaves by itself.
func (s *sink) watch() {
	for range s.ticker.C {
		if s.closed.Load() {
			return
		}
		s.flush()
	}
}

func (s *sink) Close() {
	s.closed.Store(true)
	s.ticker.Stop()
	close(s.done)
}

// Nobody stops it: it lives as long as the process.
type clock struct{ ticker *time.Ticker }

func (c *clock) run(tick func()) {
	for range c.ticker.C {
		tick()
	}
}

// Stopped when the loop is over.
func count(n int, tick func()) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for range ticker.C {
		tick()
		if n--; n == 0 {
			break
		}
	}
}
