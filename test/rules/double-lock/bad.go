package bad

import "sync"

type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) Balance() int {
	a.mu.Lock() // want "holds the mutex already"
	defer a.mu.Unlock()
	return a.balance
}

func (a *account) Withdraw(amount int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.Balance() < amount {
		return false
	}
	a.balance -= amount
	return true
}
