package feed

import (
	"errors"
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
