package bad

import "sync"

type board struct {
	mu     sync.Mutex
	scores map[string]int
}

// The goroutine needs the mutex before it can signal.
func (b *board) refresh() {
	done := make(chan struct{})
	b.mu.Lock()
	defer b.mu.Unlock()
	go func() {
		b.mu.Lock()
		b.scores = map[string]int{}
		b.mu.Unlock()
		close(done)
	}()
	<-done // want "waits while a mutex is held"
}

func (b *board) all(names []string) {
	var wg sync.WaitGroup
	wg.Add(1)
	b.mu.Lock()
	go func() {
		defer wg.Done()
		b.mu.Lock()
		b.scores["all"] = len(names)
		b.mu.Unlock()
	}()
	wg.Wait() // want "waits while a mutex is held"
	b.mu.Unlock()
}
