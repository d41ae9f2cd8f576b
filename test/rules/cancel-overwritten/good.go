package poll

import (
	"context"
	"time"
)

type poller struct {
	ask     func(ctx context.Context) error
	timeout time.Duration
	cancels []context.CancelFunc
}

func (p *poller) twice(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, p.timeout)
	err := p.ask(ctx)
	cancel()
	if err == nil {
		return nil
	}
	ctx, cancel = context.WithTimeout(parent, 2*p.timeout)
	defer cancel()
	return p.ask(ctx)
}

func (p *poller) exclusive(parent context.Context, slow bool) error {
	var ctx context.Context
	var cancel context.CancelFunc
	if slow {
		ctx, cancel = context.WithTimeout(parent, 10*p.timeout)
	} else {
		ctx, cancel = context.WithCancel(parent)
	}
	defer cancel()
	return p.ask(ctx)
}

func (p *poller) bySwitch(parent context.Context, kind string) error {
	var ctx context.Context
	var cancel context.CancelFunc
	switch kind {
	case "slow":
		ctx, cancel = context.WithTimeout(parent, 10*p.timeout)
	case "fast":
		ctx, cancel = context.WithTimeout(parent, p.timeout)
	default:
		ctx, cancel = context.WithCancel(parent)
	}
	defer cancel()
	return p.ask(ctx)
}

// A deferred call keeps the function that it was given.
func (p *poller) deferred(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, p.timeout)
	defer cancel()
	if err := p.ask(ctx); err == nil {
		return nil
	}
	ctx, cancel = context.WithTimeout(parent, 2*p.timeout)
	defer cancel()
	return p.ask(ctx)
}

// Each round has a variable, or calls before it comes round.
func (p *poller) rounds(parent context.Context, n int) {
	for i := 0; i < n; i++ {
		ctx, cancel := context.WithTimeout(parent, p.timeout)
		p.ask(ctx)
		cancel()
	}
}

func (p *poller) sameVariable(parent context.Context, n int) error {
	var ctx context.Context
	var cancel context.CancelFunc
	for i := 0; i < n; i++ {
		ctx, cancel = context.WithTimeout(parent, p.timeout)
		err := p.ask(ctx)
		cancel()
		if err != nil {
			return err
		}
	}
	return nil
}

// Handed on before.
func (p *poller) kept(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, p.timeout)
	p.cancels = append(p.cancels, cancel)
	if err := p.ask(ctx); err == nil {
		return nil
	}
	ctx, cancel = context.WithTimeout(parent, 2*p.timeout)
	p.cancels = append(p.cancels, cancel)
	return p.ask(ctx)
}

// Two names in two scopes: nothing is overwritten.
func (p *poller) shadowed(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, p.timeout)
	defer cancel()
	{
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		return p.ask(ctx)
	}
}

func (p *poller) emptyFirst(parent context.Context, limit time.Duration) error {
	ctx, cancel := parent, func() {}
	if limit > 0 {
		ctx, cancel = withTimeout(parent, limit)
	}
	defer cancel()
	return p.ask(ctx)
}

func withTimeout(parent context.Context, limit time.Duration) (context.Context, func()) {
	return context.WithTimeout(parent, limit)
}

// Nothing is ever ready on a nil channel: the case is taken once.
func (p *poller) killOnce(stop <-chan struct{}, exited <-chan error, kill func(ctx context.Context)) error {
	var cancel context.CancelFunc
	for {
		select {
		case <-stop:
			stop = nil
			var ctx context.Context
			ctx, cancel = context.WithTimeout(context.Background(), p.timeout)
			kill(ctx)
		case err := <-exited:
			if cancel != nil {
				cancel()
			}
			return err
		}
	}
}

func twice(parent context.Context, try func(context.Context) error) error {
	ctx, cancel := context.WithCancel(parent)
	defer func() { cancel() }()
	for try(ctx) != nil {
		cancel()
		ctx, cancel = context.WithCancel(parent)
	}
	return nil
}
