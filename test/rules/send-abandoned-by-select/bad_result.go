package future

import (
	"strconv"
	"time"
)

type future struct {
	value  chan int
	failed chan error
}

// Who waits, and how long, shows in who gets it.
func async(f func() (int, error)) *future {
	fu := &future{value: make(chan int, 1), failed: make(chan error)}
	go func() {
		v, err := f()
		if err != nil {
			fu.failed <- err // want "blocks for ever once the receiver has left its select"
			return
		}
		fu.value <- v
	}()
	return fu
}

func (f *future) get(d time.Duration) (int, bool) {
	select {
	case v := <-f.value:
		return v, true
	case <-f.failed:
		return 0, false
	case <-time.After(d):
		return 0, false
	}
}

func try(f func() (int, error)) int {
	v, _ := async(f).get(time.Millisecond)
	return v
}

type stream struct {
	items  chan int
	failed chan error
}

func scan(lines []string) stream {
	s := stream{items: make(chan int, 16), failed: make(chan error)}
	go func() {
		defer close(s.items)
		for _, l := range lines {
			n, err := strconv.Atoi(l)
			if err != nil {
				s.failed <- err // want "blocks for ever once the receiver has left its select"
				return
			}
			s.items <- n
		}
	}()
	return s
}

func total(lines []string) (sum int) {
	s := scan(lines)
	for {
		select {
		case n, ok := <-s.items:
			if !ok {
				return sum
			}
			sum += n
			if sum > 100 {
				return sum
			}
		case <-s.failed:
			return -1
		}
	}
}
