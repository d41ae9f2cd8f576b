package retry

import (
	"context"
	"time"
)

func fetch(ctx context.Context, get func(context.Context) error, backoff func(int) time.Duration) error {
	for n := 0; ; n++ {
		if err := get(ctx); err == nil {
			return nil
		}
		select {
		case <-time.After(backoff(n)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// A bounded number of tries.
func few(ctx context.Context, get func(context.Context) error, d time.Duration) (err error) {
	for n := 0; n < 3; n++ {
		if err = get(ctx); err == nil {
			return nil
		}
		time.Sleep(d)
	}
	return err
}

// As long as the context holds.
func while(ctx context.Context, get func(context.Context) error, d time.Duration) {
	for ctx.Err() == nil {
		get(ctx)
		time.Sleep(d)
	}
}

// Short.
func spin(ctx context.Context, ready func() bool) {
	for {
		if ready() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Nobody can tell it to stop.
func forever(get func() error, d time.Duration) {
	for {
		if get() == nil {
			return
		}
		time.Sleep(d)
	}
}

// Not started as a goroutine: the caller waits for it.
type server struct{ done chan struct{} }

func (s *server) settle(d time.Duration) {
	time.Sleep(d)
}

func (s *server) stop() {
	s.settle(time.Minute)
	close(s.done)
}
