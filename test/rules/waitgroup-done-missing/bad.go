package bad

import (
	"errors"
	"sync"
)

var errEmpty = errors.New("empty")

func load(name string, read func(string) error) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := read(name); err != nil {
			return
		}
		wg.Done()
	}()
	wg.Wait() // want "never returns"
	return errEmpty
}

func all(names []string, read func(string) error) {
	var wg sync.WaitGroup
	for _, n := range names {
		wg.Add(1)
		go func() {
			if read(n) == nil {
				wg.Done()
			}
		}()
	}
	wg.Wait() // want "never returns"
}

func sum(xs []int) int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for _, x := range xs {
		wg.Add(1)
		go func() {
			if x < 0 {
				return
			}
			mu.Lock()
			sum += x
			mu.Unlock()
			wg.Done()
		}()
	}
	wg.Wait() // want "never returns"
	return sum
}

// The loop goes round as often as is counted before it.
func counted(sinks []func(string), text string) {
	var wg sync.WaitGroup
	wg.Add(len(sinks))
	for _, sink := range sinks {
		if sink == nil {
			continue
		}
		go func() {
			defer wg.Done()
			sink(text)
		}()
	}
	wg.Wait() // want "one of them may start nothing"
}

func countedTo(n int, visit func(int) bool) {
	var wg sync.WaitGroup
	wg.Add(n)
	for i := 0; i < n; i++ {
		if visit(i) {
			break
		}
		go wg.Done()
	}
	wg.Wait() // want "never returns"
}
