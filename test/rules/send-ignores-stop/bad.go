package bad

type meter struct {
	readings chan int
	stop     chan struct{}
}

func (m *meter) run() {
	for {
		select {
		case <-m.readings:
		case <-m.stop:
			return
		}
	}
}

func (m *meter) report(n int) {
	m.readings <- n // want "told to stop"
}

func measure() {
	m := &meter{readings: make(chan int), stop: make(chan struct{})}
	go m.run()
	close(m.stop)
	m.report(1)
}

// A generator: who asked may be gone after the stop.
func watch(stop <-chan struct{}, read func() int) <-chan int {
	values := make(chan int)
	go func() {
		defer close(values)
		values <- read() // want "once that has stopped the receiver"
		for {
			select {
			case <-stop:
				return
			default:
				values <- read() // want "once that has stopped the receiver"
			}
		}
	}()
	return values
}

// Two loops of one type obey one signal, and one sends to the other.
type mill struct {
	sacks chan int
	grain chan int
	quit  chan struct{}
}

func newMill() *mill {
	m := &mill{sacks: make(chan int), grain: make(chan int, 8), quit: make(chan struct{})}
	go m.grind()
	go m.stack()
	return m
}

func (m *mill) grind() {
	pass := func(n int) {
		m.sacks <- n // want "once that has stopped the receiver"
	}
	for {
		select {
		case n := <-m.grain:
			pass(n)
		case <-m.quit:
			return
		}
	}
}

func (m *mill) stack() {
	sum := 0
	for {
		select {
		case n := <-m.sacks:
			sum += n
		case <-m.quit:
			return
		}
	}
}

func (m *mill) stop() { close(m.quit) }

// Sent in the very case that says that the reader has gone.
type reader struct {
	lines chan string
	gone  chan struct{}
}

func (r *reader) follow(next func() string) {
	for {
		line := next()
		select {
		case r.lines <- line:
		case <-r.gone:
			r.lines <- line // want "once that has stopped the receiver"
			return
		}
	}
}

// A loop closes a channel when it leaves; one of its two askers listens to that.
type desk struct {
	questions chan chan int
	orders    chan int
	quit      chan struct{}
	left      chan struct{}
}

func newDesk() *desk {
	d := &desk{
		questions: make(chan chan int),
		orders:    make(chan int),
		quit:      make(chan struct{}),
		left:      make(chan struct{}),
	}
	go d.serve()
	return d
}

func (d *desk) serve() {
	sum := 0
	for {
		select {
		case answer := <-d.questions:
			answer <- sum
		case n := <-d.orders:
			sum += n
		case <-d.quit:
			close(d.left)
			return
		}
	}
}

func (d *desk) order(n int) bool {
	select {
	case d.orders <- n:
		return true
	case <-d.left:
		return false
	}
}

func (d *desk) sum() int {
	answer := make(chan int, 1)
	d.questions <- answer // want "once that has stopped the receiver"
	return <-answer
}

func (d *desk) stop() { close(d.quit) }

type receipt struct{ sum int }

// What the function answers when the loop has gone is nothing.
func (d *desk) details(name string) (string, *receipt, receipt, error) {
	answer := make(chan int, 1)
	d.questions <- answer // want "once that has stopped the receiver"
	sum := <-answer
	return name, &receipt{sum}, receipt{sum}, nil
}

type crew struct {
	jobs chan int
	quit chan struct{}
}

func newCrew() *crew {
	c := &crew{jobs: make(chan int), quit: make(chan struct{})}
	go c.work()
	return c
}

func (c *crew) work() {
	for {
		select {
		case <-c.jobs:
		case <-c.quit:
			return
		}
	}
}

// The loop that calls it hears the signal, but not while it is in here.
func (c *crew) add(n int) {
	c.jobs <- n // want "once that has stopped the receiver"
}

func (team *crew) every(ticks <-chan int) {
	go func() {
		for {
			select {
			case n := <-ticks:
				team.add(n)
			case <-team.quit:
				return
			}
		}
	}()
}
