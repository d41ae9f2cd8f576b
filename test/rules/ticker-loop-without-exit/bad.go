package sink

import (
	"sync"
	"time"
)

type sink struct {
	mu     sync.Mutex
	ticker *time.Ticker
	lines  []string
}

func (s *sink) start() {
	s.ticker = time.NewTicker(time.Minute)
	go func() {
		for range s.ticker.C { // want "This loop never ends"
			s.flush()
		}
	}()
}

func (s *sink) flush() {
	s.mu.Lock()
	s.lines = s.lines[:0]
	s.mu.Unlock()
}

func (s *sink) Close() { s.ticker.Stop() }

func poll(look func(), done <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	go func() {
		for range ticker.C { // want "This loop never ends"
			look()
		}
	}()
	<-done
}
