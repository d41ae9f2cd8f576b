package counted

import (
	"errors"
	"sync"
)

var errOver = errors.New("over")

// The round that starts nothing is counted off.
func gather(names []string, get func(string)) {
	var wg sync.WaitGroup
	wg.Add(len(names))
	for _, n := range names {
		if n == "" {
			wg.Done()
			continue
		}
		go func() {
			defer wg.Done()
			get(n)
		}()
	}
	wg.Wait()
}

// Nobody waits after the rounds that are left out.
func until(jobs []func(), over func() bool) error {
	var wg sync.WaitGroup
	wg.Add(len(jobs))
	for _, job := range jobs {
		if over() {
			return errOver
		}
		go func() {
			defer wg.Done()
			job()
		}()
	}
	wg.Wait()
	return nil
}

// Counted where it is started.
func each(jobs []func(), isWanted func(int) bool) {
	var wg sync.WaitGroup
	for i, job := range jobs {
		if !isWanted(i) {
			continue
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			job()
		}()
	}
	wg.Wait()
}

// What is left out is counted off behind the loop.
func some(jobs []func(), isWanted func(int) bool) {
	var wg sync.WaitGroup
	left := 0
	wg.Add(len(jobs))
	for i, job := range jobs {
		if !isWanted(i) {
			left++
			continue
		}
		go func() {
			defer wg.Done()
			job()
		}()
	}
	wg.Add(-left)
	wg.Wait()
}

// Counted over another list than the loop goes over.
func wanted(all []func(), chosen []func()) {
	var wg sync.WaitGroup
	wg.Add(len(chosen))
	for _, job := range all {
		if job == nil {
			continue
		}
		go func() {
			defer wg.Done()
			job()
		}()
	}
	wg.Wait()
}
