package board

import (
	"sync"
	"time"
)

type updater struct {
	mu      sync.Mutex
	values  map[string]int
	updates chan string
	done    chan struct{}
}

func newUpdater() *updater {
	u := &updater{values: map[string]int{}, updates: make(chan string, 1), done: make(chan struct{})}
	go func() {
		defer close(u.done)
		for name := range u.updates {
			u.mu.Lock()
			u.values[name]++
			u.mu.Unlock()
		}
	}()
	return u
}

// Unlocked before the wait.
func (u *updater) stop() {
	u.mu.Lock()
	close(u.updates)
	u.mu.Unlock()
	<-u.done
}

// Another way out.
func (u *updater) stopWithin(limit time.Duration) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	close(u.updates)
	select {
	case <-u.done:
		return true
	case <-time.After(limit):
		return false
	}
}

// The goroutine takes another mutex, or this one only before the group counts it.

type server struct {
	mu       sync.Mutex
	statsMu  sync.Mutex
	requests int
	closed   bool
	handlers sync.WaitGroup
}

func (s *server) handle(work func()) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.handlers.Add(1)
	s.mu.Unlock()
	defer s.handlers.Done()
	work()
	s.statsMu.Lock()
	s.requests++
	s.statsMu.Unlock()
}

func (s *server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.handlers.Wait()
}

// Somebody ends the wait without the mutex.

type gate struct {
	mu   sync.Mutex
	open chan struct{}
	n    int
}

func (g *gate) enter() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.n++
	<-g.open
}

func (g *gate) count() {
	g.mu.Lock()
	g.n--
	g.mu.Unlock()
	g.open <- struct{}{}
}

func (g *gate) force() { close(g.open) }

// Two readers, and two values of one type.

type node struct {
	mu    sync.RWMutex
	name  string
	next  *node
	ready chan struct{}
}

func (n *node) load() {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.name != "" {
		close(n.ready)
	}
}

func (n *node) read() string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	<-n.ready
	return n.name
}

func (n *node) follow() {
	n.mu.Lock()
	defer n.mu.Unlock()
	<-n.next.ready
}

// The helper that waits unlocks first.

type batch struct {
	mu      sync.Mutex
	size    int
	flushed chan struct{}
}

func (b *batch) flush() {
	b.mu.Lock()
	b.size = 0
	b.mu.Unlock()
	b.flushed <- struct{}{}
}

func (b *batch) awaitFlush() {
	b.mu.Unlock()
	<-b.flushed
	b.mu.Lock()
}

func (b *batch) add(limit int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.size == limit {
		b.awaitFlush()
	}
	b.size++
}
