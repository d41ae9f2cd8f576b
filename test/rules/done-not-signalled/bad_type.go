package bad

import "sync"

// Close waits for what nobody tells: the loop leaves without a word.
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
	for {
		select {
		case e := <-f.events:
			if e < 0 {
				close(f.ended)
				return
			}
		case <-f.quit:
			return
		}
	}
}

func (f *feed) Close() error {
	close(f.quit)
	<-f.ended // want "waits for ever"
	return nil
}

// Close waits for all workers, and ends the first of them only.
type queue struct {
	in, out chan int
	wg      sync.WaitGroup
}

func NewQueue() *queue {
	q := &queue{in: make(chan int), out: make(chan int)}
	q.wg.Add(2)
	go q.first()
	go q.second()
	return q
}

func (q *queue) first() {
	defer q.wg.Done()
	for v := range q.in {
		q.out <- v
	}
}

func (q *queue) second() {
	defer q.wg.Done()
	for v := range q.out {
		println(v)
	}
}

func (q *queue) Put(v int) { q.in <- v }

func (q *queue) Close() {
	close(q.in)
	q.wg.Wait() // want "waits for ever"
}

// Who asks when the end comes is not answered any more.
type teller struct {
	asked   chan int
	answers chan int
	quit    chan struct{}
}

func newTeller() *teller {
	t := &teller{asked: make(chan int, 1), answers: make(chan int), quit: make(chan struct{})}
	go t.loop()
	return t
}

func (t *teller) loop() {
	for {
		select {
		case n := <-t.asked:
			t.answers <- n * n
		case <-t.quit:
			return
		}
	}
}

func (t *teller) Ask(n int) int {
	select {
	case t.asked <- n:
	case <-t.quit:
		return 0
	}
	return <-t.answers // want "waits for ever"
}

func (t *teller) Close() {
	close(t.quit)
}
