package crawl

import (
	"context"
	"errors"
	"sync"
)

var errEmpty = errors.New("empty")

// Deferred: every path waits.
func deferred(pages []string, fetch func(string)) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, p := range pages {
		if p == "" {
			return errEmpty
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			fetch(p)
		}()
	}
	return nil
}

// Returns only before anything has been started.
func checked(pages []string, fetch func(string)) error {
	var wg sync.WaitGroup
	if len(pages) == 0 {
		return errEmpty
	}
	for _, p := range pages {
		wg.Add(1)
		go func() {
			defer wg.Done()
			fetch(p)
		}()
	}
	wg.Wait()
	return nil
}

// The goroutines are told to end.
func cancelled(ctx context.Context, pages []string, fetch func(context.Context, string)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	for _, p := range pages {
		if p == "" {
			return errEmpty
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			fetch(ctx, p)
		}()
	}
	wg.Wait()
	return nil
}

// Somebody else waits for the group.
func handed(pages []string, fetch func(string), wait func(*sync.WaitGroup)) error {
	var wg sync.WaitGroup
	wait(&wg)
	for _, p := range pages {
		if p == "" {
			return errEmpty
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			fetch(p)
		}()
	}
	wg.Wait()
	return nil
}
