package feed

import (
	"context"
	"io/fs"
	"path/filepath"
)

// With room for the only value.
func promise(f func() error) <-chan error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	return done
}

// With a way out.
func lines(ctx context.Context, read func() (string, bool)) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for {
			line, ok := read()
			if !ok {
				return
			}
			select {
			case out <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// All its callers receive everything.
func words(text []string) chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, w := range text {
			out <- w
		}
	}()
	return out
}

func count(text []string) (n int) {
	for range words(text) {
		n++
	}
	return n
}

func longest(text []string) (found string) {
	all := words(text)
	for w := range all {
		if len(w) > len(found) {
			found = w
		}
	}
	return found
}

// It waits for the value at once.
func ask(f func() int) chan int {
	answer := make(chan int)
	go func() { answer <- f() }()
	return answer
}

func now(f func() int) int { return <-ask(f) }

// The function itself receives too: it is not a generator.
func first(f func() int) chan int {
	answer := make(chan int)
	go func() { answer <- f() }()
	<-answer
	return answer
}

// Everything that the callback sends is received.
func entries(root string) <-chan string {
	found := make(chan string)
	go func() {
		defer close(found)
		filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			found <- path
			return err
		})
	}()
	return found
}

func countEntries(root string) int {
	n := 0
	for range entries(root) {
		n++
	}
	return n
}

// Who leaves receives the rest before, behind the loop, in a goroutine, or at its end.
func terms(all []string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, w := range all {
			out <- w
		}
	}()
	return out
}

func has(all []string, want string) bool {
	found := terms(all)
	for w := range found {
		if w == want {
			for range found {
			}
			return true
		}
	}
	return false
}

func position(all []string, want string) int {
	at := 0
	found := terms(all)
	for w := range found {
		if w == want {
			break
		}
		at++
	}
	for range found {
	}
	return at
}

func hasSoon(all []string, want string) bool {
	found := terms(all)
	for w := range found {
		if w == want {
			go func() {
				for range found {
				}
			}()
			return true
		}
	}
	return false
}

func hasAny(all []string) bool {
	found := terms(all)
	defer func() {
		for range found {
		}
	}()
	for w := range found {
		if w != "" {
			return true
		}
	}
	return false
}

// With room for the one value that is sent, whoever has the channel.
type result struct {
	value <-chan int
}

func compute(f func() int) result {
	value := make(chan int, 1)
	go send(f, value)
	return result{value: value}
}

func send(f func() int, out chan<- int) { out <- f() }

// The channel has another name in the struct, and there it is received from.
type pending struct {
	answer chan int
}

func start(f func() int) (int, *pending) {
	p := &pending{answer: make(chan int)}
	go send(f, p.answer)
	return <-p.answer, p
}

// As much room as there are values.
func all(fs []func() int) <-chan int {
	values := make(chan int, len(fs))
	go func() {
		defer close(values)
		for _, f := range fs {
			values <- f()
		}
	}()
	return values
}

// Room for one, and the first is the last.
func failure(steps []func() error) <-chan error {
	failed := make(chan error, 1)
	go func() {
		for _, step := range steps {
			if err := step(); err != nil {
				failed <- err
				return
			}
		}
	}()
	return failed
}
