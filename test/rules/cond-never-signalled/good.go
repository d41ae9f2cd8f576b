package good

import "sync"

func waits() {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	isReady := false
	go func() {
		mu.Lock()
		isReady = true
		mu.Unlock()
		ready.Signal()
	}()
	mu.Lock()
	for !isReady {
		ready.Wait()
	}
	mu.Unlock()
}

// Somebody else may wake it.
func handedOut(register func(*sync.Cond)) {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	register(ready)
	mu.Lock()
	ready.Wait()
	mu.Unlock()
}
