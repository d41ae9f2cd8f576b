package feeds

import (
	"context"
	"errors"
	"net/http"
)

var errRefused = errors.New("refused")

type feed struct {
	open  func(context.Context) (*pull, error)
	close func()
}

type pull struct{}

func (p *pull) Close() {}

// It ends with the call too.
func (f *feed) scoped(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		<-ctx.Done()
		f.close()
	}()
	_, err := f.open(ctx)
	if err != nil {
		return err
	}
	return nil
}

// A second case ends it.
func (f *feed) either(ctx context.Context) error {
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-ctx.Done():
			f.close()
		case <-done:
		}
	}()
	_, err := f.open(ctx)
	if err != nil {
		return err
	}
	return nil
}

// The context is the lifetime of what is made.
func NewFeed(ctx context.Context, open func(context.Context) (*pull, error)) (*feed, error) {
	f := &feed{open: open}
	go func() {
		<-ctx.Done()
		f.close()
	}()
	if open == nil {
		return nil, errRefused
	}
	return f, nil
}

// Nothing can fail after it has been started.
func (f *feed) follow(ctx context.Context) error {
	if f.open == nil {
		return errRefused
	}
	go func() {
		<-ctx.Done()
		f.close()
	}()
	return nil
}

// The request ends with its handler.
func handle(r *http.Request) *pull {
	p := &pull{}
	go func() {
		<-r.Context().Done()
		p.Close()
	}()
	return p
}

// The caller holds on to the flag.
func (f *feed) flagged(ctx context.Context, ended *bool) {
	go func() {
		<-ctx.Done()
		*ended = true
	}()
	f.close()
}

// What it does it does for others.
func (f *feed) closed(ctx context.Context) {
	go func() {
		<-ctx.Done()
		f.close()
	}()
	f.open(context.Background())
}

// The call lasts as long as the context.
func (f *feed) whole(ctx context.Context, wait func(context.Context)) {
	ended := false
	go func() {
		<-ctx.Done()
		ended = true
	}()
	for !ended {
		wait(ctx)
	}
}

// As many as there are feeds.
func watchAll(ctx context.Context, all []*feed) {
	for _, f := range all {
		go func() {
			<-ctx.Done()
			f.close()
		}()
	}
}

// It ends with its round.
func (f *feed) Run(stop <-chan struct{}) {
	for {
		ctx, cancel := context.WithCancel(context.Background())
		go func() {
			select {
			case <-stop:
				cancel()
			case <-ctx.Done():
			}
		}()
		f.open(ctx)
		cancel()
	}
}

// The signal is the round's own.
func (f *feed) Serve(next func() (context.Context, error)) {
	for {
		ctx, err := next()
		if err != nil {
			return
		}
		go func() {
			<-ctx.Done()
			f.close()
		}()
	}
}

// There is one round at most.
func (f *feed) Start(ctx context.Context, ready func() bool) {
	for {
		if !ready() {
			continue
		}
		go func() {
			<-ctx.Done()
			f.close()
		}()
		return
	}
}
