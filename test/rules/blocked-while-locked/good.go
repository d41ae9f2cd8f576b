package good

import "sync"

type board struct {
	mu     sync.Mutex
	scores map[string]int
}

// Unlocks before it waits.
func (b *board) refresh() {
	done := make(chan struct{})
	b.mu.Lock()
	go func() {
		b.mu.Lock()
		b.scores = map[string]int{}
		b.mu.Unlock()
		close(done)
	}()
	b.mu.Unlock()
	<-done
}

// The peer does not need the mutex.
func (b *board) load(fetch func() int) {
	fetched := make(chan int)
	b.mu.Lock()
	defer b.mu.Unlock()
	go func() { fetched <- fetch() }()
	b.scores["all"] = <-fetched
}

// There is room for the value.
func (b *board) announce() {
	news := make(chan int, 1)
	b.mu.Lock()
	news <- len(b.scores)
	b.mu.Unlock()
	<-news
}
