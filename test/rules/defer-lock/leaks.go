package account

import "time"

func none() *rates { return &rates{byCode: map[string]float64{}} }

// A reader that stays keeps writers out, and a writer that waits keeps readers out.
func leak_of() {
	r := none()
	r.of("EUR")
	go func() {
		r.Lock()
		r.Unlock()
	}()
	time.Sleep(10 * time.Millisecond)
	r.of("EUR")
}

func leak_deposit()  { new(account).deposit(1) }
func leak_set()      { none().set("EUR", 1) }
func leak_withLock() { withLock(func() error { return nil }) }
func leak_collect()  { collect([]*account{{}}) }
