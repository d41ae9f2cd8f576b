package good

import (
	"sync"
	"sync/atomic"
)

// The loop tells on every way out.
type feed struct {
	events chan int
	quit   chan struct{}
	ended  chan struct{}
}

func newFeed() *feed {
	f := &feed{events: make(chan int), quit: make(chan struct{}), ended: make(chan struct{})}
	go f.loop()
	return f
}

func (f *feed) loop() {
	defer close(f.ended)
	for {
		select {
		case e := <-f.events:
			if e < 0 {
				return
			}
		case <-f.quit:
			return
		}
	}
}

func (f *feed) Close() error {
	close(f.quit)
	<-f.ended
	return nil
}

// Somebody else may tell: a method that is called by whoever uses it.
type slow struct {
	quit  chan struct{}
	ended chan struct{}
}

func newSlow() *slow {
	s := &slow{quit: make(chan struct{}), ended: make(chan struct{})}
	go s.loop()
	return s
}

func (s *slow) loop() { <-s.quit }

func (s *slow) Finished() { close(s.ended) }

func (s *slow) Close() {
	close(s.quit)
	<-s.ended
}

// Who asks selects on the end; who waits for the next value is told that there is none.
type teller struct {
	values chan int
	quit   chan struct{}
}

func newTeller() *teller {
	t := &teller{values: make(chan int), quit: make(chan struct{})}
	go t.loop()
	return t
}

func (t *teller) loop() {
	defer close(t.values)
	for n := 0; ; n++ {
		select {
		case t.values <- n:
		case <-t.quit:
			return
		}
	}
}

func (t *teller) Next() int { return <-t.values }

func (t *teller) Close() { close(t.quit) }

// An end that has been one already ends nothing: the first one does.
type once struct {
	work   sync.WaitGroup
	closed atomic.Bool
	stop   chan struct{}
	in     chan int
}

func newOnce() *once {
	o := &once{stop: make(chan struct{}), in: make(chan int, 1)}
	o.work.Add(1)
	go o.run()
	return o
}

func (o *once) run() {
	defer o.work.Done()
	<-o.stop
}

func (o *once) Close() {
	defer o.work.Wait()
	if o.closed.CompareAndSwap(false, true) {
		close(o.stop)
	}
}

// What failed to start is not stopped.
type server struct {
	listen  func() error
	started chan struct{}
}

func newServer(listen func() error) *server {
	return &server{listen: listen, started: make(chan struct{})}
}

func (s *server) Start() error {
	if err := s.listen(); err != nil {
		return err
	}
	go func() {
		close(s.started)
	}()
	return nil
}

func (s *server) Stop() {
	<-s.started
}
