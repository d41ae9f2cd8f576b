package ended

import "context"

// It hears the end.
type writer struct {
	lines  chan string
	ended  chan struct{}
	device func(string) error
}

func newWriter(device func(string) error) *writer {
	w := &writer{lines: make(chan string), ended: make(chan struct{}), device: device}
	go w.run()
	return w
}

func (w *writer) run() {
	defer close(w.ended)
	for {
		select {
		case line := <-w.lines:
			if err := w.device(line); err != nil {
				return
			}
		}
	}
}

func (w *writer) write(line string) {
	select {
	case w.lines <- line:
	case <-w.ended:
	}
}

// It leaves only when it is told to, and whoever tells it sends no more.
type printer struct {
	pages chan int
	quit  chan struct{}
	ended chan struct{}
}

func newPrinter() *printer {
	p := &printer{pages: make(chan int), quit: make(chan struct{}), ended: make(chan struct{})}
	go p.run()
	return p
}

func (p *printer) run() {
	defer close(p.ended)
	for {
		select {
		case <-p.pages:
		case <-p.quit:
			return
		}
	}
}

func (p *printer) print(n int) { p.pages <- n }

func (p *printer) stop() {
	close(p.quit)
	<-p.ended
}

// Somebody else receives the rest.
type queue struct {
	jobs  chan func() error
	ended chan struct{}
}

func newQueue() *queue {
	q := &queue{jobs: make(chan func() error), ended: make(chan struct{})}
	go q.run()
	go q.drain()
	return q
}

func (q *queue) run() {
	defer close(q.ended)
	for {
		select {
		case job := <-q.jobs:
			if job() != nil {
				return
			}
		}
	}
}

func (q *queue) drain() {
	<-q.ended
	for {
		<-q.jobs
	}
}

func (q *queue) add(job func() error) { q.jobs <- job }

// It asks first whether the loop is still there.
type feed struct {
	items  chan int
	ended  chan struct{}
	closed bool
}

func (f *feed) follow(ctx context.Context, show func(int)) {
	defer close(f.ended)
	for {
		select {
		case n := <-f.items:
			show(n)
		case <-ctx.Done():
			return
		}
	}
}

func (f *feed) add(n int) {
	if f.closed {
		return
	}
	f.items <- n
}

func newFeed() *feed { return &feed{items: make(chan int), ended: make(chan struct{})} }

// It listens where it sends.
func Levels(ctx context.Context, next <-chan int) <-chan int {
	levels := make(chan int)
	go follow(ctx, next, levels)
	return levels
}

func follow(ctx context.Context, next <-chan int, out chan<- int) {
	defer close(out)
	for {
		select {
		case <-ctx.Done():
			return
		case n := <-next:
			select {
			case out <- n:
			case <-ctx.Done():
				return
			}
		}
	}
}
