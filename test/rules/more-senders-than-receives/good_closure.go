package gather

import "context"

// Whoever keeps `next` receives as long as it likes.
func feed(ctx context.Context, keep func(next func() int)) {
	numbers := make(chan int)
	go func() {
		for i := range 3 {
			numbers <- i
		}
	}()
	keep(func() int { return <-numbers })
	select {
	case <-numbers:
	case <-ctx.Done():
	}
}

// It hands the channel on to whom nobody sees.
func lend(ctx context.Context, keep func(open func() chan int)) {
	numbers := make(chan int)
	go func() { numbers <- 1 }()
	keep(func() chan int { return numbers })
	select {
	case <-numbers:
	case <-ctx.Done():
	}
}

// By way of a closure inside of the closure.
func drain(ctx context.Context, later func(do func())) {
	numbers := make(chan int)
	go func() { numbers <- 1 }()
	later(func() {
		go func() {
			for range numbers {
			}
		}()
	})
	select {
	case <-numbers:
	case <-ctx.Done():
	}
}

func swallow(c <-chan int) { <-c }

// By way of a function that receives, and a copy.
func pass(ctx context.Context, later func(do func())) {
	numbers := make(chan int)
	go func() { numbers <- 1 }()
	later(func() {
		same := numbers
		swallow(same)
	})
	select {
	case <-numbers:
	case <-ctx.Done():
	}
}
