package retry

import (
	"context"
	"time"
)

func fetch(ctx context.Context, get func(context.Context) error, backoff func(int) time.Duration) error {
	for n := 0; ; {
		if err := get(ctx); err == nil {
			return nil
		}
		n++
		time.Sleep(backoff(n)) // want "does not hear `ctx.Done"
	}
}

func watch(stop <-chan struct{}, connect func() error) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		if connect() != nil {
			<-time.After(time.Minute) // want "does not hear `stop`"
			continue
		}
	}
}

type server struct {
	done chan struct{}
	errs chan error
}

func (s *server) fail(err error, d time.Duration) { go s.failLater(d, err) }

func (s *server) failLater(d time.Duration, err error) {
	time.Sleep(d) // want "does not hear `s.done`"
	select {
	case s.errs <- err:
	default:
	}
}

func (s *server) stop() { close(s.done) }
