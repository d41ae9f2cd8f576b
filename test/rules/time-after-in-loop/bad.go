package stream

import (
	"context"
	"errors"
	"time"
)

type stream struct {
	lines <-chan string
	idle  time.Duration
	write func(line string)
}

var errIdle = errors.New("idle")

func (s *stream) copy(ctx context.Context) error {
	for {
		select {
		case line := <-s.lines:
			s.write(line)
		case <-time.After(s.idle): // want "Every round of the loop starts a new timer"
			return errIdle
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *stream) copyN(n int) {
	for i := 0; i < n; i++ {
		select {
		case line, ok := <-s.lines:
			if !ok {
				return
			}
			s.write(line)
		case <-time.After(time.Minute): // want "make one before the loop and `Reset` it"
			s.write("-- still here --")
		}
	}
}

func (s *stream) mirror(out []chan<- string) {
	go func() {
		for line := range s.lines {
			for _, o := range out {
				select {
				case o <- line:
				case late := <-time.After(s.idle): // want "Every round"
					s.write(late.String())
				}
			}
		}
	}()
}

func (s *stream) drop(out chan<- string) {
	for line := range s.lines {
		if line == "" {
			continue
		}
		select {
		case <-time.After(100 * time.Minute): // want "Every round"
		case out <- line:
		default:
			s.write(line)
		}
	}
}

// A clock that stands for package time, a timer without a name, a variable of the round.
type clock interface {
	After(d time.Duration) <-chan time.Time
}

type queue struct {
	clock clock
	added chan int
	stop  chan struct{}
}

func (q *queue) loop(next func() (time.Duration, bool)) {
	never := make(<-chan time.Time)
	for {
		due := never
		if d, ok := next(); ok {
			due = q.clock.After(d) // want "Every round of the loop starts a new timer"
		}
		select {
		case <-due:
		case <-q.added:
		case <-q.stop:
			return
		}
	}
}

func (q *queue) wait() {
	for {
		select {
		case <-time.NewTimer(time.Minute).C: // want "Every round of the loop starts a new timer"
		case <-q.added:
		}
	}
}
