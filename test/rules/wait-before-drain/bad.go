package gather

import "sync"

func lengths(names []string, read func(string) string) (sum int) {
	var wg sync.WaitGroup
	results := make(chan int)
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- len(read(name))
		}()
	}
	wg.Wait() // want "waits for goroutines that wait to send on `results`"
	close(results)
	for n := range results {
		sum += n
	}
	return sum
}
