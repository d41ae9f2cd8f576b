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
	go func() {
		wg.Wait()
		close(results)
	}()
	for n := range results {
		sum += n
	}
	return sum
}

// With room for all.
func buffered(names []string, read func(string) string) (sum int) {
	var wg sync.WaitGroup
	results := make(chan int, len(names))
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- len(read(name))
		}()
	}
	wg.Wait()
	close(results)
	for n := range results {
		sum += n
	}
	return sum
}

// Received by a goroutine meanwhile.
func counted(names []string, read func(string) string) int {
	var wg sync.WaitGroup
	results := make(chan int)
	total := make(chan int)
	go func() {
		sum := 0
		for n := range results {
			sum += n
		}
		total <- sum
	}()
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- len(read(name))
		}()
	}
	wg.Wait()
	close(results)
	return <-total
}
