package shards

import (
	"errors"
	"sync"
)

var errGone = errors.New("gone")

type shard struct {
	mu   sync.Mutex
	rows map[string]int
}

type table struct {
	shards []*shard
	byName map[string]*shard
	guard  sync.Locker
	mu     sync.Mutex
	closed bool
}

func (t *table) get(i int, key string) (int, error) {
	t.shards[i].mu.Lock() // want "`t.shards\\[i\\].mu` stays locked"
	v, ok := t.shards[i].rows[key]
	if !ok {
		return 0, errGone
	}
	t.shards[i].mu.Unlock()
	return v, nil
}

func (t *table) named(name, key string) int {
	t.byName[name].mu.Lock() // want "`t.byName\\[name\\].mu` stays locked"
	if t.closed {
		return 0
	}
	v := t.byName[name].rows[key]
	t.byName[name].mu.Unlock()
	return v
}

// Any Locker is like a mutex.
func (t *table) guarded(key string) error {
	t.guard.Lock() // want "`t.guard` stays locked"
	if t.closed {
		return errGone
	}
	t.guard.Unlock()
	return nil
}

// A method that does nothing but lock is a lock by another name.
func (t *table) lock()   { t.mu.Lock() }
func (t *table) unlock() { t.mu.Unlock() }

func (t *table) close() error {
	t.lock() // want "`t.mu` stays locked"
	if t.closed {
		return errGone
	}
	t.closed = true
	t.unlock()
	return nil
}

func (t *table) reopen() error {
	mu := &t.mu
	mu.Lock() // want "`t.mu` stays locked"
	if !t.closed {
		return errGone
	}
	t.closed = false
	mu.Unlock()
	return nil
}

// Nobody has the element any more when the next round begins.
func (t *table) sum(key string) (total int) {
	for _, s := range t.shards {
		s.mu.Lock() // want "`s.mu` stays locked"
		v, ok := s.rows[key]
		if !ok {
			continue
		}
		total += v
		s.mu.Unlock()
	}
	return total
}

// A goroutine waits for it after the function has returned.
func sharedWithGoroutine(rows []int, done chan<- int) int {
	var mu sync.Mutex
	go func() {
		mu.Lock()
		defer mu.Unlock()
		done <- len(rows)
	}()
	mu.Lock() // want "`mu` stays locked"
	if len(rows) > 3 {
		return 3
	}
	mu.Unlock()
	return 0
}

// The loop itself is who waits.
func roundTheLoop(rows []int) (sum int) {
	var mu sync.Mutex
	for _, n := range rows {
		mu.Lock() // want "`mu` stays locked"
		if n < 0 {
			continue
		}
		sum += n
		mu.Unlock()
	}
	return sum
}

// Its address goes where others lock it.
func handedOn(rows []int, keep func(*sync.Mutex)) int {
	var mu sync.Mutex
	keep(&mu)
	mu.Lock() // want "`mu` stays locked"
	if len(rows) > 3 {
		return 3
	}
	mu.Unlock()
	return 0
}

// Locked for the caller, who unlocks by name where all went well.

type guarded struct {
	mu     sync.RWMutex
	closed bool
}

func (g *guarded) begin() error {
	g.mu.Lock() // want "`g.mu` stays locked on a path that answers an error"
	if g.closed {
		return errGone
	}
	return nil
}

func (g *guarded) end() { g.mu.Unlock() }

func (g *guarded) do(f func()) error {
	if err := g.begin(); err != nil {
		return err
	}
	defer g.end()
	f()
	return nil
}
