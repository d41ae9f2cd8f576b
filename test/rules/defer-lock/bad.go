package account

import "sync"

type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) deposit(amount int) {
	a.mu.Lock()
	defer a.mu.Lock() // want "a.mu` is locked a second time when the function returns"
	a.balance += amount
}

type rates struct {
	sync.RWMutex
	byCode map[string]float64
}

func (r *rates) of(code string) float64 {
	r.RLock()
	defer r.RLock() // want "Defer `r.RUnlock\\(\\)` instead"
	return r.byCode[code]
}

func (r *rates) set(code string, rate float64) {
	r.Lock()
	defer r.Lock() // want "Defer `r.Unlock\\(\\)` instead"
	r.byCode[code] = rate
}

var mu sync.Mutex

func withLock(run func() error) error {
	mu.Lock()
	// Nothing between them but a comment.
	defer mu.Lock() // want "mu` is locked a second time"

	return run()
}

func collect(accounts []*account) int {
	var total int
	var guard sync.Mutex
	var wg sync.WaitGroup
	for _, a := range accounts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			guard.Lock()
			defer guard.Lock() // want "guard` is locked a second time"
			total += a.balance
		}()
	}
	wg.Wait()
	return total
}
