package progress

import (
	"context"
	"log"
	"time"
)

type job struct {
	done  <-chan struct{}
	every time.Duration
	left  func() int
}

func (j *job) report() {
	tick := time.Tick(time.Second) // want "The ticker behind `time.Tick` can never be stopped"
	for {
		select {
		case <-tick:
			log.Print(j.left())
		case <-j.done:
			return
		}
	}
}

func (j *job) wait() {
	for range time.Tick(time.Second) { // want "every call of this function leaves one running"
		if j.left() == 0 {
			return
		}
	}
}

// It may be zero, and then Tick gives nil.
func (j *job) waitAsConfigured(ctx context.Context) error {
	for j.left() > 0 {
		select {
		case <-time.Tick(j.every): // want "Use `time.NewTicker` and `defer ticker.Stop\\(\\)`"
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (j *job) watch() {
	go func() {
		ticker := time.Tick(j.every) // want "can never be stopped"
		for j.left() > 0 {
			<-ticker
		}
	}()
}
