package store

import (
	"errors"
	"fmt"
	"sync"
)

var errMissing = errors.New("missing")

type shelf struct {
	mu    sync.Mutex
	stats sync.RWMutex
	items map[string]int
	taken int

	pending sync.Mutex
}

func (s *shelf) take(name string) error {
	s.mu.Lock() // want "s.mu` stays locked on a path out of here"
	if s.items[name] == 0 {
		return errMissing
	}
	s.items[name]--
	s.mu.Unlock()
	return nil
}

func (s *shelf) count(name string) (int, bool) {
	s.stats.RLock() // want "Call `s.stats.RUnlock\\(\\)` on that path too"
	n, ok := s.items[name]
	if !ok {
		return 0, false
	}
	s.stats.RUnlock()
	return n, true
}

func (s *shelf) takeAll(names []string) {
	for _, name := range names {
		s.mu.Lock() // want "s.mu` stays locked"
		if s.items[name] == 0 {
			continue
		}
		s.items[name]--
		s.mu.Unlock()
	}
}

func (s *shelf) find(names []string) string {
	var found string
	for _, name := range names {
		s.mu.Lock() // want "s.mu` stays locked"
		if s.items[name] > 0 {
			found = name
			break
		}
		s.mu.Unlock()
	}
	return found
}

func (s *shelf) apply(kind, name string) error {
	s.mu.Lock() // want "s.mu` stays locked"
	switch kind {
	case "add":
		s.items[name]++
	case "drop":
		delete(s.items, name)
	default:
		return errMissing
	}
	s.mu.Unlock()
	return nil
}

func (s *shelf) reset(keep bool) int {
	s.mu.Lock() // want "s.mu` stays locked"
	n := s.taken
	if keep {
		return n
	} else if n > 0 {
		s.taken = 0
	}
	s.mu.Unlock()
	return n
}

func record(events <-chan string, run func(event string) error) {
	var mu sync.Mutex
	go func() {
		for event := range events {
			mu.Lock() // want "mu` stays locked"
			if err := run(event); err != nil {
				return
			}
			mu.Unlock()
		}
	}()
}

// Both ways out leave it locked, and each needs its own repair.
func (s *shelf) move(from, to string) error {
	s.mu.Lock() // want "s.mu` stays locked"
	if s.items[from] == 0 {
		return errMissing
	}
	if s.items[to] > 9 {
		return fmt.Errorf("%s is full", to)
	}
	s.items[from]--
	s.items[to]++
	s.mu.Unlock()
	return nil
}

// Commit unlocks it when all went well; on the early way out nobody does.
func (s *shelf) begin(name string) error {
	s.pending.Lock() // want "s.pending` stays locked"
	if s.items[name] > 0 {
		return errMissing
	}
	if s.items[name] < 0 {
		s.pending.Unlock()
		return errMissing
	}
	s.items[name] = 0
	return nil
}

func (s *shelf) commit(name string) {
	s.items[name]++
	s.pending.Unlock()
}

// One of two mutexes.
func (s *shelf) refresh(load func() (map[string]int, error)) error {
	s.stats.Lock() // want "s.stats` stays locked"
	s.mu.Lock()
	items, err := load()
	s.mu.Unlock()
	if err != nil {
		return err
	}
	s.items = items
	s.stats.Unlock()
	return nil
}

// What it returns must be read under the lock: no repair by machine.
func (s *shelf) peek(name string) int {
	s.mu.Lock() // want "s.mu` stays locked"
	if name == "" {
		return s.taken
	}
	n := s.items[name]
	s.mu.Unlock()
	return n
}

// Where the answer is yes, the mutex is held.
func (s *shelf) restock(name string, fetch func() (int, error)) error {
	if !s.pending.TryLock() { // want "s.pending` stays locked on a path out of here"
		return nil
	}
	if s.items[name] > 0 {
		return nil
	}
	n, err := fetch()
	s.items[name] = n
	s.pending.Unlock()
	return err
}

func (s *shelf) glance(name string) (n int) {
	if name != "" && s.stats.TryRLock() { // want "s.stats` stays locked"
		n = s.items[name]
		if n < 0 {
			return 0
		}
		s.stats.RUnlock()
	}
	return n
}
