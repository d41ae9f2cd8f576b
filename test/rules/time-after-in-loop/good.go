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
	timer := time.NewTimer(s.idle)
	defer timer.Stop()
	for {
		select {
		case line := <-s.lines:
			s.write(line)
			if !timer.Stop() {
				<-timer.C
			}
			timer.Reset(s.idle)
		case <-timer.C:
			return errIdle
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Not in a loop, or before it.

func (s *stream) one() (string, error) {
	select {
	case line := <-s.lines:
		return line, nil
	case <-time.After(s.idle):
		return "", errIdle
	}
}

func (s *stream) within(limit time.Duration) {
	over := time.After(limit)
	for {
		select {
		case line := <-s.lines:
			s.write(line)
		case <-over:
			return
		}
	}
}

// A loop that leaves after the first round, unless the timer has fired.

func (s *stream) retry(open func() (<-chan string, error)) error {
	for {
		lines, err := open()
		if err != nil {
			return err
		}
		select {
		case line := <-lines:
			s.write(line)
			return nil
		case <-time.After(s.idle):
		}
	}
}

// The only case: it always fires.

func (s *stream) slowly(n int) {
	for i := 0; i < n; i++ {
		s.write("tick")
		<-time.After(s.idle)
	}
}

func (s *stream) slowlyToo(n int) {
	for i := 0; i < n; i++ {
		select {
		case <-time.After(s.idle):
			s.write("tick")
		}
	}
}

// In the body of a case, or in a function of its own.

func (s *stream) later() {
	for {
		select {
		case line, ok := <-s.lines:
			if !ok {
				return
			}
			go func() {
				<-time.After(s.idle)
				s.write(line)
			}()
		}
	}
}

func (s *stream) each(ctx context.Context) {
	for range s.lines {
		s.one()
		if ctx.Err() != nil {
			return
		}
	}
}

// Set once, before the loop; and a method of that name that is none of a clock.
type clock interface {
	After(d time.Duration) <-chan time.Time
	Before(t time.Time) bool
}

func (s *stream) clocked(c clock) {
	over := c.After(s.idle)
	for {
		select {
		case <-s.lines:
		case <-over:
			return
		}
	}
}

func (s *stream) deadlines(t time.Time) {
	for line := range s.lines {
		if time.Now().After(t) {
			return
		}
		s.write(line)
	}
}
