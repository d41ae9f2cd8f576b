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
		case <-s.changed:
			if !s.timer.Stop() {
				<-s.timer.C // want "waits for ever when the timer's value has been received before"
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
	case <-t.C:
	}
	if !t.Stop() {
		<-t.C // want "waits for ever when the timer's value has been received before"
	}
	return sum
}
