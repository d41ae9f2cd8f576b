package shards

import (
	"errors"
	"sync"
)

var errGone = errors.New("gone")

type shard struct {
	mu   sync.Mutex
	next *shard
	rows map[string]int
}

type table struct {
	shards []*shard
	guard  sync.Locker
	cond   *sync.Cond
	mu     sync.Mutex
	closed bool
}

// All are locked in one loop and unlocked in another.
func (t *table) freeze(change func()) {
	for _, s := range t.shards {
		s.mu.Lock()
	}
	change()
	for _, s := range t.shards {
		s.mu.Unlock()
	}
}

func (t *table) freezeByIndex(change func()) {
	for i := range t.shards {
		t.shards[i].mu.Lock()
	}
	change()
	for i := range t.shards {
		t.shards[i].mu.Unlock()
	}
}

// Whoever gets the shard gets its lock.
func (t *table) take(key string) []*shard {
	var taken []*shard
	for _, s := range t.shards {
		s.mu.Lock()
		if _, ok := s.rows[key]; !ok {
			s.mu.Unlock()
			continue
		}
		taken = append(taken, s)
	}
	return taken
}

// Hand over hand.
func find(first *shard, key string) bool {
	at := first
	at.mu.Lock()
	for at.next != nil {
		next := at.next
		next.mu.Lock()
		at.mu.Unlock()
		at = next
		if _, ok := at.rows[key]; ok {
			at.mu.Unlock()
			return true
		}
	}
	at.mu.Unlock()
	return false
}

// Two names of one mutex.
func (t *table) reopen() error {
	mu := &t.mu
	mu.Lock()
	if !t.closed {
		t.mu.Unlock()
		return errGone
	}
	t.closed = false
	mu.Unlock()
	return nil
}

func (t *table) lock()   { t.mu.Lock() }
func (t *table) unlock() { t.mu.Unlock() }

func (t *table) close() error {
	t.lock()
	defer t.unlock()
	if t.closed {
		return errGone
	}
	t.closed = true
	return nil
}

func (t *table) wait() bool {
	t.cond.L.Lock()
	for !t.closed {
		t.cond.Wait()
	}
	t.cond.L.Unlock()
	return true
}

func (t *table) guarded() error {
	t.guard.Lock()
	defer t.guard.Unlock()
	if t.closed {
		return errGone
	}
	return nil
}

// Nobody else can wait for a mutex that ends with the call.
func ofItsOwn(n int) int {
	var mu sync.Mutex
	mu.Lock()
	if n > 3 {
		return n
	}
	mu.Unlock()
	return 0
}

// Each time round it is another one.
func anotherEachTime(rows []int) (sum int) {
	for _, n := range rows {
		var mu sync.Mutex
		mu.Lock()
		if n < 0 {
			continue
		}
		sum += n
		mu.Unlock()
	}
	return sum
}

// Who succeeds keeps it, and its callers unlock it by name.

type guarded struct {
	mu     sync.Mutex
	closed bool
}

func (g *guarded) acquire() error {
	g.mu.Lock()
	if g.closed {
		g.mu.Unlock()
		return errGone
	}
	return nil
}

func (g *guarded) release() { g.mu.Unlock() }

func (g *guarded) do(f func()) error {
	if err := g.acquire(); err != nil {
		return err
	}
	defer g.release()
	f()
	return nil
}
