package pool

import (
	"context"
	"errors"
	"sync"

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

type limiter struct{ room chan struct{} }

func (l *limiter) acquire() { l.room <- struct{}{} }
func (l *limiter) release() { <-l.room }

type fetcher struct {
	lim  limiter
	jobs chan func()
	wg   sync.WaitGroup
}

// A connection keeps its slot until it is put back.
func (f *fetcher) open(dial func() error) error {
	f.lim.acquire()
	if err := dial(); err != nil {
		f.lim.release()
		return err
	}
	return nil
}

func (f *fetcher) put() {
	f.finished()
}

func (f *fetcher) finished() {
	f.wg.Done()
	f.lim.release()
}

// A method that it calls gives the slot back.
func (f *fetcher) once(dial func() error) error {
	f.lim.acquire()
	if err := dial(); err != nil {
		f.finished()
		return err
	}
	f.lim.release()
	return nil
}

// Whoever gets the job gives the slot back.
func (f *fetcher) submit(ctx context.Context, job func()) error {
	f.lim.acquire()
	select {
	case f.jobs <- job:
		return nil
	case <-ctx.Done():
		f.lim.release()
		return ctx.Err()
	}
}

// All slots are taken in the end, so that everybody has given theirs back.
func crawl(urls []string, get func(string)) {
	sem := make(chan struct{}, 2)
	for _, url := range urls {
		sem <- struct{}{}
		go func() {
			defer func() { <-sem }()
			get(url)
		}()
	}
	for range cap(sem) {
		sem <- struct{}{}
	}
}

// The semaphore is the function's own: nobody waits for it after the return.
func first(urls []string, get func(string) error) error {
	sem := make(chan struct{}, 2)
	for _, url := range urls {
		sem <- struct{}{}
		if err := get(url); err != nil {
			return err
		}
		<-sem
	}
	return nil
}

// A signal, for which the next goroutine waits.
func (p *pool) restart(again bool) {
	p.slots <- struct{}{}
	if !again {
		return
	}
	go func() {
		select {
		case <-p.slots:
		}
	}()
}

// With an error it is given back, or was not taken.

type door struct {
	slots  chan struct{}
	closed bool
}

func (d *door) enter(ctx context.Context) error {
	select {
	case d.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if d.closed {
		<-d.slots
		return errClosed
	}
	return nil
}

func (d *door) leave() { <-d.slots }

func (d *door) pass(ctx context.Context, f func()) error {
	if err := d.enter(ctx); err != nil {
		return err
	}
	defer d.leave()
	f()
	return nil
}

// It tells that something has changed, and is no slot.

type news struct {
	changed chan struct{}
	stop    chan struct{}
	load    func() error
}

func (n *news) follow() error {
	for {
		if err := n.load(); err != nil {
			return err
		}
		select {
		case n.changed <- struct{}{}:
		default:
		}
		if n.load == nil {
			return nil
		}
	}
}

func (n *news) each(f func()) {
	for {
		select {
		case <-n.stop:
			return
		case <-n.changed:
			f()
		}
	}
}

// Without a semaphore no slot was taken.
func each(ctx context.Context, limit *semaphore.Weighted, works []func() error) error {
	for _, work := range works {
		if limit != nil {
			if err := limit.Acquire(ctx, 1); err != nil {
				return err
			}
		}
		go func() {
			err := work()
			if limit != nil {
				limit.Release(1)
			}
			if err != nil {
				return
			}
			work()
		}()
	}
	return nil
}
