package jobs

import (
	"context"
	"sync"
)

// A worker that fails goes on.
func all(jobs []string, run func(string) error) {
	var wg sync.WaitGroup
	queue := make(chan string)
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for job := range queue {
				if err := run(job); err != nil {
					continue
				}
			}
		}()
	}
	for _, job := range jobs {
		queue <- job
	}
	close(queue)
	wg.Wait()
}

// The sender has a way out.
func untilOneFails(ctx context.Context, jobs []string, run func(string) error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan string)
	go func() {
		defer cancel()
		for job := range queue {
			if err := run(job); err != nil {
				return
			}
		}
	}()
	for _, job := range jobs {
		select {
		case queue <- job:
		case <-ctx.Done():
			return
		}
	}
	close(queue)
}

// It drains the rest.
func drained(jobs []string, run func(string) error) {
	queue := make(chan string)
	go func() {
		defer func() {
			for range queue {
			}
		}()
		for job := range queue {
			if err := run(job); err != nil {
				return
			}
		}
	}()
	for _, job := range jobs {
		queue <- job
	}
	close(queue)
}
