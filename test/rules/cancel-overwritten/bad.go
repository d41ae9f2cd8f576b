package poll

import (
	"context"
	"time"
)

type poller struct {
	ask     func(ctx context.Context) error
	timeout time.Duration
}

func (p *poller) twice(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, p.timeout)
	if err := p.ask(ctx); err == nil {
		cancel()
		return nil
	}
	ctx, cancel = context.WithTimeout(parent, 2*p.timeout) // want "`cancel` is overwritten before it was called"
	defer cancel()
	return p.ask(ctx)
}

func (p *poller) retry(parent context.Context, n int) (err error) {
	var ctx context.Context
	var cancel context.CancelFunc
	for i := 0; i < n; i++ {
		ctx, cancel = context.WithTimeout(parent, p.timeout) // want "Call `cancel\\(\\)` first"
		if err = p.ask(ctx); err == nil {
			break
		}
	}
	cancel()
	return err
}

func (p *poller) patient(parent context.Context, slow bool) error {
	ctx, stop := context.WithTimeout(parent, p.timeout)
	if slow {
		ctx, stop = context.WithTimeout(parent, 10*p.timeout) // want "`stop` is overwritten"
	}
	defer stop()
	return p.ask(ctx)
}

func (p *poller) replaced(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent)
	err := p.ask(ctx)
	if err != nil {
		cancel = func() {} // want "`cancel` is overwritten"
	}
	cancel()
	return err
}

// The first context is still needed: its function is called at the end.

func (p *poller) nested(parent context.Context) error {
	outer, cancel := context.WithTimeout(parent, p.timeout)
	inner, cancel := context.WithCancel(outer) // want "Put `defer cancel\\(\\)` where it is derived"
	defer cancel()
	return p.ask(inner)
}

func (p *poller) narrower(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	if err := p.ask(ctx); err != nil {
		cancel()
		return err
	}
	ctx, cancel = context.WithTimeout(ctx, p.timeout) // want "Put `defer cancel\\(\\)` where it is derived"
	defer cancel()
	return p.ask(ctx)
}

func (p *poller) withCause(parent context.Context) error {
	ctx, cancel := context.WithCancelCause(parent)
	err := p.ask(ctx)
	ctx, cancel = context.WithCancelCause(parent) // want "Call `cancel\\(nil\\)` first"
	cancel(err)
	return p.ask(ctx)
}

// Without a parent and without a timer there is little to keep: information.
func (p *poller) rootless() error {
	ctx, cancel := context.WithCancel(context.Background())
	if err := p.ask(ctx); err == nil {
		cancel()
		return nil
	}
	ctx, cancel = context.WithCancel(context.Background()) // want "`cancel` is overwritten"
	defer cancel()
	return p.ask(ctx)
}

// A deferred closure cancels the last one only.
func twice(parent context.Context, try func(context.Context) error) error {
	ctx, cancel := context.WithCancel(parent)
	defer func() { cancel() }()
	if err := try(ctx); err == nil {
		return nil
	}
	ctx, cancel = context.WithCancel(parent) // want "`cancel` is overwritten before it was called"
	return try(ctx)
}
