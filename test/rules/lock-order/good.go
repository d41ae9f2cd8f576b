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
