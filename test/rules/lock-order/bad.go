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
	d.orders.Lock() // want "in another order"
	d.orders.Unlock()
	d.stock.Unlock()
}

func open() {
	d := &desk{}
	go d.sell()
	d.restock()
}
