package mail

import (
	"context"
	"time"
)

type client struct {
	send    func(ctx context.Context, to string) error
	timeout time.Duration
}

type key struct{}

func (c *client) Send(ctx context.Context, to string) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	return c.send(ctx, to)
}

// Derived for a value, or cut off from its parent: nothing to cancel.

func (c *client) named(ctx context.Context, name, to string) error {
	ctx = context.WithValue(ctx, key{}, name)
	detached := context.WithoutCancel(ctx)
	return c.send(detached, to)
}

func tagged(ctx context.Context, name string) (context.Context, bool) {
	return context.WithValue(ctx, key{}, name), name != ""
}

func (c *client) sendTagged(ctx context.Context, name, to string) error {
	ctx, _ = tagged(ctx, name)
	return c.send(ctx, to)
}

// It ends with its parent, which is cancelled here.

func (c *client) sendInTime(ctx context.Context, to string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer func() { cancel(context.Canceled) }()
	ctx, _ = context.WithTimeoutCause(ctx, c.timeout, context.DeadlineExceeded)
	return c.send(ctx, to)
}

// The other result is thrown away.

func (c *client) stop(ctx context.Context) {
	_, cancel := context.WithCancel(ctx)
	cancel()
}

func (c *client) hasDeadline(ctx context.Context) bool {
	_, ok := ctx.Deadline()
	return ok
}

func (c *client) left(ctx context.Context) time.Duration {
	deadline, _ := ctx.Deadline()
	return time.Until(deadline)
}

// A context and a function, but not derived from anything: the function is no cancel function.

func (c *client) restore(saved map[string]context.Context, name string) (context.Context, func()) {
	return saved[name], func() { delete(saved, name) }
}

func (c *client) resume(saved map[string]context.Context, name, to string) error {
	ctx, _ := c.restore(saved, name)
	return c.send(ctx, to)
}

func lookup(byName map[string]context.CancelFunc, name string) bool {
	_, ok := byName[name]
	return ok
}
