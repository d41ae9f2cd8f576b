package agent

import (
	"log"
	"time"
)

// A nil channel switches its case off.
func merge(a, b <-chan int, out chan<- int) {
	for a != nil || b != nil {
		select {
		case v, ok := <-a:
			if !ok {
				a = nil
				continue
			}
			out <- v
		case v, ok := <-b:
			if !ok {
				b = nil
				continue
			}
			out <- v
		}
	}
}

func withTimeout(limit time.Duration, done <-chan struct{}) bool {
	var late <-chan time.Time
	if limit > 0 {
		late = time.After(limit)
	}
	select {
	case <-done:
		return true
	case <-late:
		return false
	}
}

func neverInSelect(done <-chan struct{}) {
	var off chan struct{}
	select {
	case <-off:
		log.Print("never")
	case <-done:
	}
}

func tryNil(v int) bool {
	var out chan int
	select {
	case out <- v:
		return true
	default:
		return false
	}
}

// Assigned later: on a branch, in a closure, through a pointer.

func onBranch(ready bool, other chan int) int {
	var ch chan int
	if ready {
		ch = make(chan int, 1)
		ch <- 1
	} else {
		ch = other
	}
	return <-ch
}

func inClosure() int {
	var ch chan int
	setup := func() {
		ch = make(chan int, 1)
		ch <- 2
	}
	setup()
	return <-ch
}

func throughPointer(open func(ch *chan int)) int {
	var ch chan int
	open(&ch)
	return <-ch
}

func named() (ch chan int) {
	ch = make(chan int)
	go func() {
		ch <- 3
	}()
	return ch
}

// From elsewhere.
func parameter(ch chan int) int {
	return <-ch
}

var package_ chan int

func packageLevel() int {
	return <-package_
}

func selectWithDefault() {
	select {
	default:
	}
}
