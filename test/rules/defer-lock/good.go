package account

import "sync"

type account struct {
	mu      sync.Mutex
	rates   sync.RWMutex
	balance int
}

func (a *account) deposit(amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
}

// Called with the lock held: lets go of it for a while.
func (a *account) callOut(run func()) {
	a.mu.Unlock()
	defer a.mu.Lock()
	run()
}

func (a *account) transfer(to *account, amount int, report func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance -= amount
	func() {
		a.mu.Unlock()
		defer a.mu.Lock()
		report()
	}()
	to.balance += amount
}

// Locked, unlocked, and locked again for the caller.
func (a *account) settle(run func()) {
	a.mu.Lock()
	a.balance = 0
	a.mu.Unlock()
	defer a.mu.Lock()
	run()
}

// Two locks.
func (a *account) audit(run func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rates.Lock()
	defer a.rates.Unlock()
	run()
}

// Two accounts: the other one is handed over locked.
func (a *account) lockAfter(other *account, run func()) {
	a.mu.Lock()
	defer other.mu.Lock()
	run()
	a.mu.Unlock()
}

// Read lock and write lock are two things.
func (a *account) upgrade(run func()) {
	a.rates.RLock()
	run()
	a.rates.RUnlock()
	defer a.rates.Lock()
}
