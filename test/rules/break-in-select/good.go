package worker

import (
	"context"
	"log"
	"time"
)

func returns(ctx context.Context, jobs <-chan string, run func(job string)) {
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-jobs:
			run(job)
		}
	}
}

func labelled(ctx context.Context, jobs <-chan string, run func(job string)) {
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case job := <-jobs:
			run(job)
		}
	}
	log.Print("stopped")
}

// break goes on to what follows the select.
func coalesce(ctx context.Context, changes <-chan string, publish func(change string)) {
	for {
		var last string
		select {
		case last = <-changes:
			break
		case <-time.After(time.Second):
			last = "tick"
		}
		publish(last)
	}
}

// Another case, or the code after the select, leaves.
func otherwise(ctx context.Context, jobs <-chan string, run func(job string) error) {
	for {
		select {
		case <-ctx.Done():
			break
		case job := <-jobs:
			run(job)
		}
		if ctx.Err() != nil {
			return
		}
	}
}

func whenEmpty(jobs <-chan string, run func(job string)) {
	for {
		select {
		case job, ok := <-jobs:
			if !ok {
				break
			}
			run(job)
		default:
			return
		}
	}
}

func conditional(ctx context.Context, jobs <-chan string, run func(job string)) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			break
		case job := <-jobs:
			run(job)
		}
	}
}

func counted(stop <-chan struct{}, jobs <-chan string, run func(job string)) {
	for i := 0; i < 10; i++ {
		select {
		case <-stop:
			break
		case job := <-jobs:
			run(job)
		}
	}
}

// A habit from other languages.
func events(a, b <-chan string, run func(job string)) {
	for {
		select {
		case job := <-a:
			run(job)
			break
		case job := <-b:
			if job != "" {
				run(job)
				break
			}
		default:
			break
		}
	}
}

// A case that switches itself off.
func either(a, b <-chan string, run func(job string)) {
	for {
		select {
		case job, ok := <-a:
			if !ok {
				a = nil
				break
			}
			run(job)
		case job := <-b:
			run(job)
		}
	}
}

// Skips what it does not want.
func filtered(jobs <-chan string, run func(job string)) {
	for {
		select {
		case job := <-jobs:
			if job == "" {
				break
			}
			run(job)
		}
	}
}

// Not in a loop of its own: a loop inside the case.
func batch(ctx context.Context, batches <-chan []string, run func(job string) error) {
	for {
		select {
		case <-ctx.Done():
			return
		case jobs := <-batches:
			for _, job := range jobs {
				if run(job) != nil {
					break
				}
			}
		}
	}
}

// No loop at all.
func once(stop <-chan struct{}, jobs <-chan string, run func(job string)) {
	select {
	case <-stop:
		break
	case job := <-jobs:
		run(job)
	}
}
