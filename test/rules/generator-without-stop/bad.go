package feed

import (
	"errors"
	"io/fs"
	"path/filepath"
	"time"
)

var errLate = errors.New("late")

// A promise: whoever does not wait leaves it behind.
func promise(f func() error) <-chan error {
	done := make(chan error)
	go func() {
		done <- f() // want "waits for ever when the caller does not receive the value"
	}()
	return done
}

func within(limit time.Duration, f func() error) error {
	done := promise(f)
	select {
	case err := <-done:
		return err
	case <-time.After(limit):
		return errLate
	}
}

// Nobody in the package calls it; who does may break off.
func Lines(read func() (string, bool)) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for {
			line, ok := read()
			if !ok {
				return
			}
			lines <- line // want "does not receive everything"
		}
	}()
	return lines
}

// The caller breaks off at the first that fits.
func words(text []string) chan string {
	out := make(chan string)
	go func() {
		for _, w := range text {
			out <- w // want "does not receive everything"
		}
		close(out)
	}()
	return out
}

func contains(text []string, word string) bool {
	for w := range words(text) {
		if w == word {
			return true
		}
	}
	return false
}

// What a callback sends, the goroutine sends that hands it on.
func Entries(root string) <-chan string {
	entries := make(chan string)
	go func() {
		defer close(entries)
		filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				entries <- path // want "does not receive everything"
			}
			return nil
		})
	}()
	return entries
}

func firstLarge(root string) string {
	for e := range Entries(root) {
		if len(e) > 100 {
			return e
		}
	}
	return ""
}

// A literal with a name that only the goroutine calls.
func Retried(next func() (int, bool)) <-chan int {
	numbers := make(chan int)
	round := func() bool {
		n, ok := next()
		if ok {
			numbers <- n // want "does not receive everything"
		}
		return ok
	}
	go func() {
		defer close(numbers)
		for round() {
		}
	}()
	return numbers
}

// The rest is received on one way out only.
func lines(all []string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, w := range all {
			out <- w // want "waits for ever when the caller does not receive everything"
		}
	}()
	return out
}

func hasLine(all []string, want string) bool {
	found := lines(all)
	for w := range found {
		if w == want {
			for range found {
			}
			return true
		}
		if w == "" {
			return false
		}
	}
	return false
}

// In a struct, as its callers get it.
type Result struct {
	Value <-chan int
	Err   <-chan error
}

func Compute(f func() (int, error)) Result {
	value := make(chan int)
	failed := make(chan error, 1)
	go func() {
		n, err := f()
		if err != nil {
			failed <- err
			return
		}
		value <- n // want "does not receive the value"
	}()
	return Result{Value: value, Err: failed}
}

// The goroutine has it as its parameter.
func Numbers(next func() (int, bool)) <-chan int {
	numbers := make(chan int)
	go func(out chan<- int) {
		defer close(out)
		for n, ok := next(); ok; n, ok = next() {
			out <- n // want "does not receive everything"
		}
	}(numbers)
	return numbers
}

// So has a function of the package.
func Runes(text string) <-chan rune {
	runes := make(chan rune)
	go sendRunes(text, runes)
	return runes
}

func sendRunes(text string, out chan<- rune) {
	defer close(out)
	for _, r := range text {
		out <- r // want "does not receive everything"
	}
}

// Room for a few does not last.
func Ticks(next func() bool) <-chan struct{} {
	ticks := make(chan struct{}, 8)
	go func() {
		defer close(ticks)
		for next() {
			ticks <- struct{}{} // want "does not receive everything"
		}
	}()
	return ticks
}

// The goroutine stands in a literal with a name, and sends by another one.
func Delays(measure func() int, again <-chan struct{}) <-chan int {
	delays := make(chan int)
	report := func(n int) {
		if n > 0 {
			delays <- n // want "does not receive everything"
		}
	}
	check := func() {
		go func() { report(measure()) }()
	}
	check()
	go func() {
		for range again {
			check()
		}
	}()
	return delays
}
