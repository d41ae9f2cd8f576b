package desk

import (
	"sync"
	"testing"
)

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

// What a test locks, only that test does.
func TestSell(t *testing.T) {
	d := &desk{}
	d.stock.Lock()
	d.orders.Lock()
	d.orders.Unlock()
	d.stock.Unlock()
	d.sell()
}
