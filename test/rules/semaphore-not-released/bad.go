package pool

import (
	"context"
	"errors"

	"golang.org/x/sync/semaphore"
)

type pool struct {
	slots  chan struct{}
	weight *semaphore.Weighted
	closed bool
}

var errClosed = errors.New("closed")

func (p *pool) run(work func() error) error {
	p.slots <- struct{}{} // want "is not given back on a path"
	if p.closed {
		return errClosed
	}
	err := work()
	<-p.slots
	return err
}

func (p *pool) tryRun(ctx context.Context, work func() error) error {
	select {
	case p.slots <- struct{}{}: // want "is not given back on a path"
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := work(); err != nil {
		return err
	}
	<-p.slots
	return nil
}

func (p *pool) heavy(ctx context.Context, work func() error) error {
	err := p.weight.Acquire(ctx, 4) // want "Put `p.weight.Release.4.` on that path"
	if err != nil {
		return err
	}
	if p.closed {
		return errClosed
	}
	err = work()
	p.weight.Release(4)
	return err
}

// The error of something else under the same name says nothing about the slot.
func (p *pool) heavyShadowed(ctx context.Context, work func() error) error {
	if err := p.weight.Acquire(ctx, 4); err != nil { // want "is not given back on a path"
		return err
	}
	if err := work(); err != nil {
		return err
	}
	p.weight.Release(4)
	return nil
}
