package desk

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
