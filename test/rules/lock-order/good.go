package good

import "sync"

type desk struct {
	orders sync.Mutex
	stock  sync.Mutex
}

func (d *desk) sell() {
	d.orders.Lock()
	d.stock.Lock()
	d.stock.Unlock()
	d.orders.Unlock()
}

// The same order.
func (d *desk) restock() {
	d.orders.Lock()
	d.stock.Lock()
	d.stock.Unlock()
	d.orders.Unlock()
}

// One after the other.
func (d *desk) count() {
	d.stock.Lock()
	d.stock.Unlock()
	d.orders.Lock()
	d.orders.Unlock()
}

func open() {
	d := &desk{}
	go d.sell()
	go d.count()
	d.restock()
}

type hall struct {
	gate  sync.Mutex
	left  sync.RWMutex
	right sync.RWMutex
	walk  sync.RWMutex
}

// The gate lets one of the two in at a time.
func (h *hall) toTheRight() {
	h.gate.Lock()
	defer h.gate.Unlock()
	h.left.Lock()
	h.right.Lock()
	h.right.Unlock()
	h.left.Unlock()
}

func (h *hall) toTheLeft() {
	h.gate.Lock()
	defer h.gate.Unlock()
	h.right.Lock()
	h.left.Lock()
	h.left.Unlock()
	h.right.Unlock()
}

// Readers do not keep each other out.
func (h *hall) look() {
	h.walk.RLock()
	h.left.RLock()
	h.left.RUnlock()
	h.walk.RUnlock()
}

func (h *hall) lookBack() {
	h.left.RLock()
	h.walk.RLock()
	h.walk.RUnlock()
	h.left.RUnlock()
}

// Two of one type.
func meet(a, b *desk) {
	a.orders.Lock()
	b.stock.Lock()
	b.stock.Unlock()
	a.orders.Unlock()
}

// A callee that is called with the lock held gives it back before it takes the other one.

type session struct {
	mu   sync.Mutex
	host *host
	open bool
}

type host struct {
	mu       sync.Mutex
	sessions map[*session]bool
}

func (h *host) closeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.sessions {
		s.mu.Lock()
		s.open = false
		s.mu.Unlock()
	}
}

func (s *session) fail() {
	s.mu.Lock()
	if s.open {
		s.leaveLocked()
	}
	s.mu.Unlock()
}

func (s *session) leaveLocked() {
	s.mu.Unlock()
	s.host.remove(s)
	s.mu.Lock()
}

func (h *host) remove(s *session) {
	h.mu.Lock()
	delete(h.sessions, s)
	h.mu.Unlock()
}

// The flag says that the other lock is held already.

func (s *session) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(false)
}

func (s *session) forget(needLock bool) {
	if needLock {
		s.host.mu.Lock()
		defer s.host.mu.Unlock()
	}
	delete(s.host.sessions, s)
}
