package good

import "sync"

func load(name string, read func(string) error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if err := read(name); err != nil {
			return
		}
	}()
	wg.Wait()
}

func all(names []string, read func(string) error) {
	var wg sync.WaitGroup
	wg.Add(len(names))
	for _, n := range names {
		go work(&wg, n, read)
	}
	wg.Wait()
}

func work(wg *sync.WaitGroup, name string, read func(string) error) {
	defer wg.Done()
	read(name)
}

// Handed to code that cannot be seen.
func elsewhere(start func(*sync.WaitGroup)) {
	var wg sync.WaitGroup
	wg.Add(1)
	start(&wg)
	wg.Wait()
}
