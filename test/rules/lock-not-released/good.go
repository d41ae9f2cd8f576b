package store

import (
	"errors"
	"fmt"
	"log"
	"os"
	"sync"
)

var errMissing = errors.New("missing")

type shelf struct {
	mu    sync.Mutex
	stats sync.RWMutex
	items map[string]int
	peer  locker

	scanHold bool
	pending  sync.Mutex
}

type locker interface {
	AndUnlock()
	releaseAndUnlock()
}

func (s *shelf) take(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.items[name] == 0 {
		return errMissing
	}
	s.items[name]--
	return nil
}

func (s *shelf) takeByHand(name string) error {
	s.mu.Lock()
	if s.items[name] == 0 {
		s.mu.Unlock()
		return errMissing
	}
	s.items[name]--
	s.mu.Unlock()
	return nil
}

// Wrappers: who calls them unlocks.

func (s *shelf) Lock()   { s.mu.Lock() }
func (s *shelf) Unlock() { s.mu.Unlock() }

func (s *shelf) lockItems() map[string]int {
	s.mu.Lock()
	return s.items
}

func (s *shelf) acquire() (release func()) {
	s.mu.Lock()
	return func() { s.mu.Unlock() }
}

func (s *shelf) acquireMethod() func() {
	s.mu.Lock()
	if len(s.items) == 0 {
		log.Print("empty")
	}
	return s.mu.Unlock
}

// Somebody else's contract: it comes back locked, or comes in locked.

func (s *shelf) growLocked(name string) {
	s.mu.Unlock()
	log.Print("growing ", name)
	s.mu.Lock()
	s.items[name]++
}

func (s *shelf) wait(ready func() bool) {
	for !ready() {
		s.mu.Unlock()
		log.Print("waiting")
		s.mu.Lock()
	}
}

// Unlocked by a callee, a closure, a deferred closure.

func (s *shelf) drop(name string) error {
	s.mu.Lock()
	if s.items[name] == 0 {
		return s.fail(name)
	}
	delete(s.items, name)
	s.mu.Unlock()
	return nil
}

func (s *shelf) fail(name string) error {
	s.mu.Unlock()
	return fmt.Errorf("%s: %w", name, errMissing)
}

func (s *shelf) update(name string, change func(n int) int) error {
	s.mu.Lock()
	done := func() {
		s.mu.Unlock()
	}
	if s.items[name] == 0 {
		done()
		return errMissing
	}
	s.items[name] = change(s.items[name])
	s.mu.Unlock()
	return nil
}

func (s *shelf) rename(from, to string) error {
	s.mu.Lock()
	held := true
	defer func() {
		if held {
			s.mu.Unlock()
		}
	}()
	if s.items[from] == 0 {
		return errMissing
	}
	s.items[to] = s.items[from]
	held = false
	s.mu.Unlock()
	return nil
}

func (s *shelf) handOver(name string) {
	s.mu.Lock()
	if s.items[name] == 0 {
		s.peer.releaseAndUnlock()
		return
	}
	s.mu.Unlock()
}

func (s *shelf) lend(name string) (int, func(), error) {
	s.stats.RLock()
	if s.items[name] == 0 {
		s.stats.RUnlock()
		return 0, nil, errMissing
	}
	return s.items[name], s.doneReading, nil
}

func (s *shelf) doneReading() { s.stats.RUnlock() }

// The next call finds it locked, and says so.
func (s *shelf) scan(name string) int {
	s.stats.RLock()
	n := s.items[name]
	if n > 0 {
		s.scanHold = true
	} else {
		s.stats.RUnlock()
	}
	return n
}

func (s *shelf) scanned() {
	if s.scanHold {
		s.scanHold = false
		s.stats.RUnlock()
	}
}

func (s *shelf) async(name string, run func(n int)) {
	s.mu.Lock()
	n := s.items[name]
	if n > 0 {
		go func() {
			defer s.mu.Unlock()
			run(n)
		}()
		return
	}
	s.mu.Unlock()
}

// Begin locks, and Commit and Rollback unlock.

func (s *shelf) Begin(name string) error {
	s.pending.Lock()
	if s.items[name] > 0 {
		s.pending.Unlock()
		return errMissing
	}
	s.items[name] = 0
	return nil
}

func (s *shelf) Commit(name string) {
	s.items[name]++
	s.pending.Unlock()
}

func (s *shelf) Rollback(name string) {
	delete(s.items, name)
	s.pending.Unlock()
}

// The same question twice.
func (s *shelf) maybe(name string, safe bool) int {
	if safe {
		s.mu.Lock()
	}
	n := s.items[name]
	if safe {
		s.mu.Unlock()
	}
	return n
}

func (s *shelf) try(name string) bool {
	if !s.mu.TryLock() {
		return false
	}
	s.items[name]++
	s.mu.Unlock()
	return true
}

// The process ends, or the goroutine panics.

func (s *shelf) must(name string) int {
	s.mu.Lock()
	n, ok := s.items[name]
	if !ok {
		log.Fatalf("no %s", name)
	}
	if n < 0 {
		panic("negative")
	}
	if n == 0 {
		fmt.Fprintln(os.Stderr, "sold out")
		os.Exit(1)
	}
	s.mu.Unlock()
	return n
}

// A read lock and a write lock in turn.
func (s *shelf) load(name string, make func() int) int {
	s.stats.RLock()
	n, ok := s.items[name]
	s.stats.RUnlock()
	if ok {
		return n
	}
	s.stats.Lock()
	defer s.stats.Unlock()
	s.items[name] = make()
	return s.items[name]
}

func (s *shelf) drain(run func(name string)) {
	s.mu.Lock()
	for len(s.items) > 0 {
		for name := range s.items {
			delete(s.items, name)
			s.mu.Unlock()
			run(name)
			s.mu.Lock()
			break
		}
	}
	s.mu.Unlock()
}

// A gate that nobody opens again: who comes later waits while the process ends.
var exiting sync.Mutex

func exit(code int) {
	exiting.Lock()
	os.Exit(code)
}

func exitLater(done <-chan struct{}) {
	go func() {
		<-done
		exiting.Lock()
		log.Print("leaving")
	}()
}

// Who gets the mutex itself unlocks it.

type wire struct {
	reading sync.Mutex
	next    int
}

func (w *wire) await(id int) (lock *sync.Mutex, err error) {
	for {
		w.reading.Lock()
		if w.next == id {
			lock = &w.reading
			break
		}
		if w.next < 0 {
			err = fmt.Errorf("closed")
			w.reading.Unlock()
			break
		}
		w.reading.Unlock()
	}
	return
}

// What is collected while it is locked is unlocked by whoever goes through the collection.

type record struct {
	mu   *sync.Mutex
	used int
}

type candidate struct {
	*record
	used int
}

func prune(records []*record) {
	var unused []*candidate
	locked := map[*sync.Mutex]bool{}
	for _, r := range records {
		if locked[r.mu] {
			continue
		}
		r.mu.Lock()
		if r.used == 0 {
			unused = append(unused, &candidate{record: r, used: r.used})
			locked[r.mu] = true
			continue
		}
		r.mu.Unlock()
	}
	for _, c := range unused {
		c.mu.Unlock()
	}
}

// Tried first, and taken where that fails.
func (s *shelf) eager(name string) int {
	if !s.mu.TryLock() {
		name += "!"
		s.mu.Lock()
	}
	n := s.items[name]
	s.mu.Unlock()
	return n
}

// Not held where the answer was no.
func (s *shelf) offer(name string, n int) bool {
	if n > 0 && s.mu.TryLock() {
		defer s.mu.Unlock()
		s.items[name] += n
		return true
	}
	return false
}

func (s *shelf) rounds(names []string) {
	for _, name := range names {
		if !s.mu.TryLock() {
			continue
		}
		if s.items[name] == 0 {
			s.mu.Unlock()
			continue
		}
		s.items[name]--
		s.mu.Unlock()
	}
}

// Where all went well the caller gets the lock, and gives it back.

type table struct {
	mu   sync.RWMutex
	rows map[string]int
}

func (t *table) ensureLoaded() error {
	for {
		t.mu.RLock()
		if t.rows != nil {
			return nil
		}
		t.mu.RUnlock()
		t.mu.Lock()
		if t.rows == nil {
			if err := t.load(); err != nil {
				t.mu.Unlock()
				return err
			}
		}
		t.mu.Unlock()
	}
}

func (t *table) load() error {
	t.rows = map[string]int{}
	return nil
}

func (t *table) row(name string) (int, error) {
	if err := t.ensureLoaded(); err != nil {
		return 0, err
	}
	defer t.mu.RUnlock()
	return t.rows[name], nil
}

// An interface of one's own that stands for testing.TB.
type TB interface{ Fatal(args ...any) }

type fake struct {
	mu    sync.Mutex
	tb    TB
	depth int
}

func (f *fake) resume() {
	f.mu.Lock()
	switch f.depth--; {
	case f.depth < 0:
		f.tb.Fatal("negative")
	default:
		f.mu.Unlock()
	}
}
