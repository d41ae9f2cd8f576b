package good

import "sync"

type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) Balance() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

// Unlocks before it asks.
func (a *account) Withdraw(amount int) bool {
	a.mu.Lock()
	frozen := a.balance < 0
	a.mu.Unlock()
	if frozen || a.Balance() < amount {
		return false
	}
	a.mu.Lock()
	a.balance -= amount
	a.mu.Unlock()
	return true
}

// Two mutexes of one type.
func (a *account) Transfer(to *account, amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	to.deposit(amount)
}

func (a *account) deposit(amount int) {
	a.mu.Lock()
	a.balance += amount
	a.mu.Unlock()
}

// The callee gives the mutex back before it takes it.
func (a *account) Settle() {
	a.mu.Lock()
	a.flush()
	a.mu.Unlock()
}

func (a *account) flush() {
	a.mu.Unlock()
	a.deposit(1)
	a.mu.Lock()
}
