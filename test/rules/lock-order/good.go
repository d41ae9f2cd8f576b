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
