package future

import "time"

type future struct {
	value  chan int
	failed chan error
}

func async(f func() (int, error)) *future {
	fu := &future{value: make(chan int, 1), failed: make(chan error, 1)}
	go func() {
		v, err := f()
		if err != nil {
			fu.failed <- err
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

// Nobody leaves before the answer is there.
type answer struct{ value chan int }

func ask(f func() int) answer {
	a := answer{value: make(chan int)}
	go func() { a.value <- f() }()
	return a
}

func asked(f func() int) int {
	return <-ask(f).value
}
