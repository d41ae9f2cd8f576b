package good

import "sync"

// Who publishes selects on the same stop.
type hub struct {
	in   chan string
	stop chan struct{}
}

func newHub() *hub {
	h := &hub{in: make(chan string), stop: make(chan struct{})}
	go h.run()
	return h
}

func (h *hub) run() {
	for {
		select {
		case v := <-h.in:
			println(v)
		case <-h.stop:
			return
		}
	}
}

func (h *hub) Publish(v string) {
	select {
	case h.in <- v:
	case <-h.stop:
	}
}

func (h *hub) Close() {
	close(h.stop)
}

// Another method receives what is left.
type drained struct {
	in   chan string
	stop chan struct{}
}

func newDrained() *drained {
	d := &drained{in: make(chan string), stop: make(chan struct{})}
	go d.run()
	return d
}

func (d *drained) run() {
	for {
		select {
		case v := <-d.in:
			println(v)
		case <-d.stop:
			return
		}
	}
}

func (d *drained) Put(v string) { d.in <- v }

func (d *drained) Next() string { return <-d.in }

func (d *drained) Close() { close(d.stop) }

// An exported field is everybody's: somebody outside may receive.
type Source struct {
	Events chan string
	stop   chan struct{}
}

func NewSource() *Source {
	s := &Source{Events: make(chan string), stop: make(chan struct{})}
	go s.run()
	return s
}

func (s *Source) run() {
	for {
		select {
		case <-s.Events:
		case <-s.stop:
			return
		}
	}
}

func (s *Source) Emit(v string) { s.Events <- v }

func (s *Source) Close() { close(s.stop) }

// Who sends holds the lock under which the end is told, and asks first.
type guarded struct {
	mu     sync.Mutex
	in     chan string
	stop   chan struct{}
	closed bool
}

func newGuarded() *guarded {
	g := &guarded{in: make(chan string), stop: make(chan struct{})}
	go g.run()
	return g
}

func (g *guarded) run() {
	for {
		select {
		case v := <-g.in:
			println(v)
		case <-g.stop:
			return
		}
	}
}

func (g *guarded) Put(v string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return
	}
	g.in <- v
}

func (g *guarded) Close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
	close(g.stop)
}

// The receiver goes on until all who are under way have sent.
type counted struct {
	in    chan string
	stop  chan struct{}
	calls sync.WaitGroup
}

func newCounted() *counted {
	c := &counted{in: make(chan string), stop: make(chan struct{})}
	go c.run()
	return c
}

func (c *counted) run() {
	for {
		select {
		case v := <-c.in:
			println(v)
		case <-c.stop:
			return
		}
	}
}

func (c *counted) Put(v string) {
	c.calls.Add(1)
	defer c.calls.Done()
	c.in <- v
}

func (c *counted) Close() {
	c.calls.Wait()
	close(c.stop)
}
