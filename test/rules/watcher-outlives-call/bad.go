package feeds

import (
	"context"
	"errors"
)

var errRefused = errors.New("refused")

type feed struct {
	open  func(context.Context) (*pull, error)
	close func()
}

type pull struct{ parent *session }

type session struct{ ctx context.Context }

func (s *session) Context() context.Context { return s.ctx }

func (p *pull) Close() {}

// The first pull can fail; the watcher waits for the caller's end all the same.
func (f *feed) pullInto(ctx context.Context, into func(string)) error {
	own, cancel := context.WithCancel(context.Background())
	go func() { // want "waits for `ctx.Done\\(\\)` only: when the function has failed"
		<-ctx.Done()
		cancel()
	}()
	p, err := f.open(own)
	if err != nil {
		return err
	}
	defer p.Close()
	into("ready")
	return nil
}

// A stop channel is the same.
func (f *feed) check(stop <-chan struct{}, names []string) error {
	go func() { // want "waits for `stop` only"
		<-stop
		f.close()
	}()
	for _, n := range names {
		if n == "" {
			return errRefused
		}
	}
	return nil
}

// The session lives on when the pull has been closed.
func attach(s *session) *pull {
	p := &pull{parent: s}
	go func() { // want "stays as long as `s` does, also when `p` is done with"
		<-s.Context().Done()
		p.Close()
	}()
	return p
}
