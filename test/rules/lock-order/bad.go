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

// Three more places that take them in one of the two orders: it is told once for two mutexes, by the shortest ways.

type ledger struct {
	book  sync.Mutex
	audit sync.Mutex
	sum   int
}

func (l *ledger) post(n int) {
	l.book.Lock()
	defer l.book.Unlock()
	l.note(n)
}

func (l *ledger) postTwice(n int) {
	l.book.Lock()
	defer l.book.Unlock()
	l.note(n)
	l.note(n)
}

func (l *ledger) postNow(n int) {
	l.book.Lock()
	l.audit.Lock()
	l.sum += n
	l.audit.Unlock()
	l.book.Unlock()
}

func (l *ledger) note(n int) {
	l.audit.Lock()
	defer l.audit.Unlock()
	l.sum += n
}

func (l *ledger) check() int {
	l.audit.Lock()
	defer l.audit.Unlock()
	l.book.Lock() // want "the other way round"
	defer l.book.Unlock()
	return l.sum
}

func (l *ledger) checkAgain() int {
	l.audit.Lock()
	defer l.audit.Unlock()
	return l.total()
}

func (l *ledger) total() int {
	l.book.Lock()
	defer l.book.Unlock()
	return l.sum
}

// A callee that unlocks on some ways only still holds it on the others.

type tab struct {
	mu  sync.Mutex
	bar *bar
}

type bar struct {
	mu   sync.Mutex
	tabs map[*tab]bool
}

func (t *tab) pay(early bool) {
	t.mu.Lock()
	t.settle(early)
	t.mu.Unlock()
}

func (t *tab) settle(early bool) {
	if early {
		t.mu.Unlock()
		defer t.mu.Lock()
	}
	t.bar.close(t)
}

func (b *bar) close(t *tab) {
	b.mu.Lock()
	delete(b.tabs, t)
	b.mu.Unlock()
}

func (b *bar) last() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for t := range b.tabs {
		t.mu.Lock() // want "the other way round"
		t.mu.Unlock()
	}
}
