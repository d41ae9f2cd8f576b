package good

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
	select {
	case m.readings <- n:
	case <-m.stop:
	}
}

func measure() {
	m := &meter{readings: make(chan int), stop: make(chan struct{})}
	go m.run()
	close(m.stop)
	m.report(1)
}

// Stops only when all has been reported.
func inOrder() {
	m := &meter{readings: make(chan int), stop: make(chan struct{})}
	go m.run()
	m.readings <- 1
	close(m.stop)
}

// With room for what is sent.
func once(stop <-chan struct{}, read func() int) <-chan int {
	value := make(chan int, 1)
	go func() {
		value <- read()
		for {
			select {
			case <-stop:
				return
			default:
				read()
			}
		}
	}()
	return value
}

// It listens when it sends.
func watch(stop <-chan struct{}, read func() int) <-chan int {
	values := make(chan int)
	go func() {
		defer close(values)
		for {
			select {
			case <-stop:
				return
			case values <- read():
			}
		}
	}()
	return values
}

// The receiver is not stopped: it goes on until the channel is closed.
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
	defer close(m.sacks)
	for {
		select {
		case n := <-m.grain:
			m.sacks <- n
		case <-m.quit:
			return
		}
	}
}

func (m *mill) stack() {
	sum := 0
	for n := range m.sacks {
		sum += n
	}
}

func (m *mill) stop() { close(m.quit) }

// The receiver drains what is on its way before it leaves.
type press struct {
	sheets chan int
	feed   chan int
	quit   chan struct{}
}

func newPress() *press {
	p := &press{sheets: make(chan int), feed: make(chan int, 8), quit: make(chan struct{})}
	go p.print()
	go p.fold()
	return p
}

func (p *press) print() {
	for {
		select {
		case n := <-p.feed:
			p.sheets <- n
		case <-p.quit:
			return
		}
	}
}

func (p *press) fold() {
	for {
		select {
		case <-p.sheets:
		case <-p.quit:
			for range p.sheets {
			}
			return
		}
	}
}

func (p *press) stop() { close(p.quit) }

// Nobody who sends to this loop listens to its end: that it is stopped last is how it is meant.
type till struct {
	coins chan int
	notes chan int
	quit  chan struct{}
}

func newTill() *till {
	t := &till{coins: make(chan int), notes: make(chan int), quit: make(chan struct{})}
	go t.count()
	return t
}

func (t *till) count() {
	sum := 0
	for {
		select {
		case n := <-t.coins:
			sum += n
		case n := <-t.notes:
			sum += 5 * n
		case <-t.quit:
			return
		}
	}
}

func (t *till) coin(n int) { t.coins <- n }
func (t *till) note(n int) { t.notes <- n }
func (t *till) stop()      { close(t.quit) }

// One asks a flag before it sends, the other selects.
type gate struct {
	in, out  chan int
	quit     chan struct{}
	isClosed bool
}

func newGate() *gate {
	g := &gate{in: make(chan int), out: make(chan int), quit: make(chan struct{})}
	go g.watch()
	return g
}

func (g *gate) watch() {
	for {
		select {
		case <-g.in:
		case <-g.out:
		case <-g.quit:
			return
		}
	}
}

func (g *gate) enter(n int) {
	select {
	case g.in <- n:
	case <-g.quit:
	}
}

func (g *gate) leave(n int) {
	if g.isClosed {
		return
	}
	g.out <- n
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

// Its callers call it before they stop the crew.
func (c *crew) add(n int) { c.jobs <- n }

func (c *crew) all(ns []int, over <-chan struct{}) {
	for _, n := range ns {
		c.add(n)
	}
	close(c.quit)
	<-over
}

func (c *crew) later(ns []int, quit <-chan struct{}) {
	go func() {
		for _, n := range ns {
			select {
			case <-quit:
				return
			default:
			}
			c.add(n)
		}
	}()
}
