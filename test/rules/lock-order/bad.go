package bad

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

func (d *desk) restock() {
	d.stock.Lock()
	d.orders.Lock() // want "the other way round"
	d.orders.Unlock()
	d.stock.Unlock()
}

func open() {
	d := &desk{}
	go d.sell()
	d.restock()
}

type shop struct {
	mu    sync.RWMutex
	desks map[string]*desk
	till  till
}

type till struct {
	mu   sync.Mutex
	shop *shop
	sum  int
}

func (s *shop) takings() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.till.count()
}

func (t *till) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.sum
}

// A call leads to the lock.
func (t *till) settle(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.shop.forget(name) // want "the other way round"
}

func (s *shop) forget(name string) {
	s.mu.Lock()
	delete(s.desks, name)
	s.mu.Unlock()
}
