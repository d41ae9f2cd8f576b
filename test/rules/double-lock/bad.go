package bad

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

func (a *account) Withdraw(amount int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.Balance() < amount { // want "held here"
		return false
	}
	a.balance -= amount
	return true
}

type ledger struct {
	sync.RWMutex
	accounts map[string]*account
	audit    journal
}

// Locks twice itself.
func (l *ledger) add(name string, a *account) {
	l.Lock()
	if l.accounts == nil {
		l.Lock() // want "locked here already"
		l.accounts = map[string]*account{}
		l.Unlock()
	}
	l.accounts[name] = a
	l.Unlock()
}

// Read-locked, and then locked two calls further down.
func (l *ledger) total() (sum int) {
	l.RLock()
	defer l.RUnlock()
	for _, a := range l.accounts {
		sum += a.Balance()
	}
	l.note(sum) // want "held here"
	return sum
}

func (l *ledger) note(sum int) { l.store(sum) }

func (l *ledger) store(sum int) {
	l.Lock()
	defer l.Unlock()
	l.audit.last = sum
}

type journal struct {
	mu   sync.Mutex
	last int
}

// A field's method, through a function that gets it as a parameter.
func (l *ledger) close() {
	l.audit.mu.Lock()
	defer l.audit.mu.Unlock()
	reset(&l.audit) // want "held here"
}

func reset(j *journal) {
	j.mu.Lock()
	j.last = 0
	j.mu.Unlock()
}

// The same mutex by a shorter name.
type vault struct {
	account
	name string
}

func (v *vault) open() {
	v.mu.Lock()
	v.account.Balance() // want "held here"
	v.mu.Unlock()
}
