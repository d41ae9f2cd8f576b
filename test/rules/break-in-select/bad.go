package worker

import (
	"context"
	"log"
	"time"
)

func work(ctx context.Context, jobs <-chan string, run func(job string)) {
	for {
		select {
		case <-ctx.Done():
			break // want "leaves the select, not the loop"
		case job := <-jobs:
			run(job)
		}
	}
}

func poll(stop <-chan struct{}, every time.Duration, check func() error) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			if err := check(); err != nil {
				log.Print(err)
			}
		case <-stop:
			log.Print("stopping")
			break // want "the goroutine never ends"
		}
	}
}

// Stop signals before a default, and with work after the select.
func spin(ctx context.Context, step func()) {
	for {
		select {
		case <-ctx.Done():
			break // want "leaves the select"
		default:
		}
		step()
	}
}

func drain(lines <-chan string, out func(line string)) {
	go func() {
		for {
			select {
			case line, ok := <-lines:
				if !ok {
					break // want "leaves the select"
				}
				out(line)
			case <-time.After(time.Minute):
				out("still here")
			}
		}
	}()
}

// What stands behind the loop is meant to run.
func serve(stop <-chan struct{}, jobs <-chan string, run func(job string)) error {
	for {
		select {
		case <-stop:
			break // want "leaves the select"
		case job := <-jobs:
			run(job)
		}
	}
	log.Print("stopped")
	return nil
}

func serveLabelled(stop <-chan struct{}, jobs <-chan string) {
	if jobs != nil {
	next:
		for {
			select {
			case <-stop:
				break // want "leaves the select"
			case job := <-jobs:
				if job == "" {
					continue next
				}
				log.Print(job)
			}
		}
		log.Print("stopped")
	}
}

func serveNested(stop <-chan struct{}, jobs <-chan string) {
	if jobs != nil {
		for {
			select {
			case <-stop:
				break // want "leaves the select"
			case job := <-jobs:
				log.Print(job)
			}
		}
		log.Print("stopped")
	}
}

// A function with results cannot just return.
func count(ctx context.Context, jobs <-chan string) int {
	n := 0
	for {
		select {
		case <-ctx.Done():
			break // want "leaves the select"
		case <-jobs:
			n++
		}
	}
}
