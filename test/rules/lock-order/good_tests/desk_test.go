package desk

import "testing"

// What a test locks, and what its helpers lock, only that test does.
func TestSell(t *testing.T) {
	d := &desk{}
	d.stock.Lock()
	d.orders.Lock()
	d.orders.Unlock()
	d.stock.Unlock()
	d.sell()
	count(d)
}

func count(d *desk) {
	d.stock.Lock()
	defer d.stock.Unlock()
	d.orders.Lock()
	defer d.orders.Unlock()
}
