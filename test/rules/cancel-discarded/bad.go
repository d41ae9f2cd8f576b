package mail

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"time"
)

type client struct {
	send    func(ctx context.Context, to string) error
	timeout time.Duration
}

func (c *client) Send(ctx context.Context, to string) error {
	ctx, _ = context.WithTimeout(ctx, c.timeout) // want "The cancel function of `context.WithTimeout` is thrown away"
	return c.send(ctx, to)
}

func (c *client) sendAgain(ctx context.Context, to string, urgent bool) error {
	if urgent {
		ctx, _ = context.WithTimeout(ctx, c.timeout) // want "context.WithTimeout"
	}
	return c.send(ctx, to)
}

func (c *client) SendBoth(ctx context.Context, first, second string) error {
	sending, _ := context.WithCancel(ctx) // want "Keep it and `defer cancel\\(\\)`"
	if err := c.send(sending, first); err != nil {
		return err
	}
	return c.send(sending, second)
}

func (c *client) serve(queue <-chan string) {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt) // want "signal.NotifyContext"
	for {
		select {
		case <-ctx.Done():
			return
		case to := <-queue:
			c.send(ctx, to)
		}
	}
}

func (c *client) until(ctx context.Context, deadline time.Time, to string) error {
	inner, _ := context.WithDeadline(ctx, deadline) // want "context.WithDeadline"

	return c.send(inner, to)
}

// A helper of its own with the same shape.

func (c *client) limited(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(parent, c.timeout)
}

func (c *client) sendLimited(ctx context.Context, to string) error {
	limited, _ := c.limited(ctx) // want "c.limited"
	return c.send(limited, to)
}

// A cause is given to this one; the name is taken in that one.

func (c *client) sendWithCause(ctx context.Context, to string) error {
	inner, _ := context.WithCancelCause(ctx) // want "context.WithCancelCause"
	if err := c.send(inner, to); err != nil {
		return errors.Join(err, context.Cause(inner))
	}
	return nil
}

func (c *client) sendUnless(ctx context.Context, cancel <-chan struct{}, to string) error {
	inner, _ := context.WithTimeout(ctx, c.timeout) // want "context.WithTimeout"
	select {
	case <-cancel:
		return errors.New("cancelled")
	default:
		return c.send(inner, to)
	}
}

// In a loop, and beside a condition: no repair by machine.

func (c *client) sendAll(ctx context.Context, all []string) {
	for _, to := range all {
		one, _ := context.WithTimeout(ctx, c.timeout) // want "context.WithTimeout"
		c.send(one, to)
	}
}

func (c *client) sendIf(ctx context.Context, to string) error {
	if inner, _ := context.WithTimeout(ctx, c.timeout); to != "" { // want "context.WithTimeout"
		return c.send(inner, to)
	}
	return nil
}

func (c *client) later(ctx context.Context, to string) func() error {
	return func() error { inner, _ := context.WithCancel(ctx); return c.send(inner, to) } // want "context.WithCancel"
}

func (c *client) declared(ctx context.Context) error {
	var inner, _ = context.WithTimeout(ctx, time.Second) // want "thrown away"
	return inner.Err()
}
