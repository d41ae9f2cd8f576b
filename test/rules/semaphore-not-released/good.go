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
	p.slots <- struct{}{}
	defer func() { <-p.slots }()
	if p.closed {
		return errClosed
	}
	return work()
}

func (p *pool) onEveryPath(work func() error) error {
	p.slots <- struct{}{}
	if p.closed {
		<-p.slots
		return errClosed
	}
	err := work()
	<-p.slots
	return err
}

// The worker gives it back.
func (p *pool) start(work func() error) {
	p.slots <- struct{}{}
	go func() {
		defer func() { <-p.slots }()
		work()
	}()
}

// Another method gives it back.
func (p *pool) acquire() { p.slots <- struct{}{} }
func (p *pool) release() { <-p.slots }

func (p *pool) both(work func() error) error {
	p.acquire()
	defer p.release()
	return work()
}

func (p *pool) heavy(ctx context.Context, work func() error) error {
	if err := p.weight.Acquire(ctx, 4); err != nil {
		return err
	}
	defer p.weight.Release(4)
	return work()
}

// A signal, not a slot: the receive comes first.
func (p *pool) pass(next chan struct{}) {
	<-next
	if p.closed {
		return
	}
	next <- struct{}{}
}

// A request and its answer.
func ask(wake, done chan struct{}, skip bool) {
	wake <- struct{}{}
	if skip {
		return
	}
	<-done
}
