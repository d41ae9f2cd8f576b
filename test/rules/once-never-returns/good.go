package store

import (
	"sync"
	"time"
)

type store struct {
	runner sync.Once
	quit   chan struct{}
}

// The goroutine is started inside.
func (s *store) ensure() {
	s.runner.Do(func() {
		go s.expire()
	})
}

func (s *store) expire() {
	for {
		select {
		case <-time.After(time.Hour):
		case <-s.quit:
			return
		}
	}
}

// It ends by itself.
func (s *store) prepare() { go s.load() }

func (s *store) load() {
	s.runner.Do(func() {
		for i := 0; i < 3; i++ {
			time.Sleep(time.Millisecond)
		}
	})
}

// The caller is meant to stay.
func (s *store) Run() {
	s.runner.Do(func() {
		for {
			select {
			case <-time.After(time.Hour):
			case <-s.quit:
				return
			}
		}
	})
}
