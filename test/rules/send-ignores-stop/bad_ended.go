package ended

import "context"

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

// It leaves at the first error, and says so.
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
	w.lines <- line // want "without listening to `w.ended`"
}

func (w *writer) wait() { <-w.ended }

// Its context is known to nobody else.
type tracker struct {
	added chan int
	over  chan struct{}
}

func (t *tracker) follow(ctx context.Context, show func(int)) {
	defer close(t.over)
	for {
		select {
		case n := <-t.added:
			show(n)
		case <-ctx.Done():
			return
		}
	}
}

func (t *tracker) add(n int) {
	t.added <- n // want "without listening to `t.over`"
}

func newTracker() *tracker {
	return &tracker{added: make(chan int), over: make(chan struct{})}
}

// The goroutine has a name, and its channel was returned.
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
			if n > 0 {
				out <- n // want "without listening to `ctx.Done\\(\\)`"
			}
		}
	}
}
