package store

import (
	"sync"
	"time"
)

type store struct {
	runner sync.Once
	quit   chan struct{}
}

func (s *store) ensure() { go s.expire() }

func (s *store) expire() {
	s.runner.Do(func() { // want "Every goroutine but the first waits here"
		tick := time.NewTicker(time.Hour)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
			case <-s.quit:
				return
			}
		}
	})
}

func (s *store) loop() {
	for {
		select {
		case <-time.After(time.Hour):
		case <-s.quit:
			return
		}
	}
}

func (s *store) touch() {
	go s.runner.Do(s.loop) // want "Every goroutine but the first waits here"
}
