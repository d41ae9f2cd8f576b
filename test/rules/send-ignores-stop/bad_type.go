package bad

import "time"

// The type is the whole system: no caller is needed to see that who publishes may meet a hub that has been closed.
type hub struct {
	in   chan string
	stop chan struct{}
	subs []func(string)
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
			for _, s := range h.subs {
				s(v)
			}
		case <-h.stop:
			return
		}
	}
}

func (h *hub) Publish(v string) {
	h.in <- v // want "told to stop"
}

func (h *hub) Close() {
	close(h.stop)
}

// The goroutine begins with a method of its own, which may fail.
type meter struct {
	marks chan int
	quit  chan bool
	total int
}

func newMeter(n int) (*meter, error) {
	return &meter{marks: make(chan int), quit: make(chan bool), total: n}, nil
}

func (m *meter) Start() error {
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case n := <-m.marks:
				m.total += n
			case <-m.quit:
				return
			}
		}
	}()
	return nil
}

func (m *meter) Mark(n int) {
	if n < 0 {
		return
	}
	m.put(n)
}

func (m *meter) put(n int) {
	m.marks <- n // want "told to stop"
}

func (m *meter) Stop() {
	m.quit <- true
}

// Two loops of one value, of which the stop ends one.
type relay struct {
	ch   chan int
	stop chan struct{}
	read func() (int, error)
}

func newRelay(read func() (int, error)) *relay {
	r := &relay{ch: make(chan int), stop: make(chan struct{}), read: read}
	go r.reader()
	go r.writer()
	return r
}

func (r *relay) reader() {
	for {
		v, err := r.read()
		if err != nil {
			return
		}
		r.ch <- v // want "told to stop"
	}
}

func (r *relay) writer() {
	for {
		select {
		case v := <-r.ch:
			println(v)
		case <-r.stop:
			return
		}
	}
}

func (r *relay) Close() { close(r.stop) }

// The loop leaves after an error too: who comes then, also to stop it, waits for ever.
type conn struct {
	reqs chan int
	stop chan struct{}
	do   func(int) error
}

func NewConn(do func(int) error) *conn {
	c := &conn{reqs: make(chan int), stop: make(chan struct{}), do: do}
	go c.serve()
	return c
}

func (c *conn) serve() {
	for {
		select {
		case r := <-c.reqs:
			if err := c.do(r); err != nil {
				return
			}
		case <-c.stop:
			return
		}
	}
}

func (c *conn) Send(r int) {
	c.reqs <- r // want "told to stop"
}

func (c *conn) Close() {
	c.stop <- struct{}{} // want "told to stop"
}
