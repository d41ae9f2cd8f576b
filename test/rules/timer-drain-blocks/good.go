package debounce

import "time"

type strategy struct {
	timer   *time.Timer
	changed chan struct{}
	quit    chan struct{}
	publish func()
}

func (s *strategy) loop(d time.Duration) {
	s.timer = time.NewTimer(d)
	for {
		select {
		case <-s.timer.C:
			s.publish()
			s.timer.Reset(d)
		case <-s.changed:
			if !s.timer.Stop() {
				<-s.timer.C
			}
			s.timer.Reset(d)
		case <-s.quit:
			return
		}
	}
}

func within(d time.Duration, answers <-chan int) (sum int) {
	t := time.NewTimer(d)
	select {
	case n := <-answers:
		sum += n
		if !t.Stop() {
			<-t.C
		}
	case <-t.C:
	}
	return sum
}

// It takes only what is there.
func drained(d time.Duration, answers <-chan int) {
	t := time.NewTimer(d)
	select {
	case <-answers:
	case <-t.C:
	}
	if !t.Stop() {
		select {
		case <-t.C:
		default:
		}
	}
}

// A flag remembers.
func remembered(d time.Duration, answers <-chan int) {
	t := time.NewTimer(d)
	fired := false
	select {
	case <-answers:
	case <-t.C:
		fired = true
	}
	if !fired {
		if !t.Stop() {
			<-t.C
		}
	}
}
