package feeds

import (
	"context"
	"net/http"
)

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
