package bad

import "sync"

func waits() {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	mu.Lock()
	ready.Wait() // want "never woken"
	mu.Unlock()
}

// The signal may come before the wait, and is lost then.
func lost() {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	go ready.Signal()
	mu.Lock()
	ready.Wait() // want "never woken"
	mu.Unlock()
}
