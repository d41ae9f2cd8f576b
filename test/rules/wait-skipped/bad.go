package crawl

import (
	"errors"
	"sync"
)

var errEmpty = errors.New("empty")

func all(pages []string, fetch func(string)) error {
	var wg sync.WaitGroup
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
	wg.Wait() // want "A return before `wg.Wait\\(\\)` leaves the goroutines of `wg` running"
	return nil
}
