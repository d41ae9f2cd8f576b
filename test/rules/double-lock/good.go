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

// A flag says whether the caller holds it.
func (a *account) close(isLocked bool) {
	if !isLocked {
		a.mu.Lock()
		defer a.mu.Unlock()
	}
	a.balance = 0
}

func (a *account) wipe() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.close(true)
}

// The other goroutine waits its turn.
func (a *account) later() {
	a.mu.Lock()
	defer a.mu.Unlock()
	go a.deposit(1)
	defer func() { go a.deposit(2) }()
}

// The name stands for another value by then.
func (a *account) chain(next *account) {
	a.mu.Lock()
	a = next
	a.deposit(1)
}

// Asked again, the condition answers alike.
func (a *account) maybe(careful bool) {
	if careful {
		a.mu.Lock()
	}
	a.balance++
	if careful {
		a.mu.Unlock()
	}
	a.deposit(1)
}

// Has two modes; readers do not keep each other out.
type table struct {
	mu   sync.RWMutex
	rows []int
}

func (t *table) length() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.rows)
}

func (t *table) isEmpty() bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.length() == 0
}

// The same mutex by a shorter name.
type vault struct {
	account
	name string
}

func (v *vault) open() {
	v.account.mu.Lock()
	v.mu.Unlock()
	v.deposit(1)
	v.mu.Lock()
	v.account.mu.Unlock()
	v.deposit(2)
}

// It locks only where the caller has given nothing; these callers give something.
type menu struct {
	mu   sync.Mutex
	dish string
}

func (m *menu) pick(wish map[string]string) string {
	if _, ok := wish["dish"]; !ok {
		m.mu.Lock()
		defer m.mu.Unlock()
		return m.dish
	}
	return wish["dish"]
}

func (m *menu) soup() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.pick(map[string]string{"dish": "soup"})
}

func (m *menu) again(wish map[string]string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	wish["dish"] = m.dish
	return m.pick(wish)
}

// The caller unlocks by the function that it is given.
type shelf struct {
	mu    sync.Mutex
	books []string
}

func (s *shelf) enter() func() {
	s.mu.Lock()
	return s.mu.Unlock
}

func (s *shelf) add(book string) {
	defer s.enter()()
	s.books = append(s.books, book)
}

func (s *shelf) fill(books []string, onDone func(func())) {
	for _, b := range books {
		s.add(b)
		s.add(b)
	}
	go func() {
		for {
			s.add("more")
		}
	}()
	s.mu.Lock()
	onDone(s.mu.Unlock)
	s.add("last")
}

// Who hands in a key does not have it looked up under the lock.
type signer struct{ name string }

func (s *shelf) register() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sign(&signer{name: "own"})
}

func (s *shelf) sign(key *signer) string {
	if key == nil {
		return s.first()
	}
	return key.name
}

func (s *shelf) first() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.books[0]
}
