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

// By methods that do nothing but take a slot and give it back.
type limiter struct{ room chan struct{} }

func (l *limiter) acquire() { l.room <- struct{}{} }
func (l *limiter) release() { <-l.room }

func (l *limiter) enter(ctx context.Context) error {
	select {
	case l.room <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

type fetcher struct {
	lim limiter
	mu  sync.Mutex
	bad []string
	wg  sync.WaitGroup
}

func (f *fetcher) get(url string, get func(string) error) error {
	f.lim.acquire() // want "Put `f.lim.release\\(\\)` on that path"
	if err := get(url); err != nil {
		return err
	}
	f.lim.release()
	return nil
}

func (f *fetcher) scan(ctx context.Context, host string, dial func(string) error) error {
	if err := f.lim.enter(ctx); err != nil { // want "is not given back on a path out of here"
		return err
	}
	if err := dial(host); err != nil {
		f.mu.Lock()
		f.bad = append(f.bad, host)
		f.mu.Unlock()
		return err
	}
	defer f.lim.release()
	return nil
}

// The goroutine would give it back, but is not started in every round.
func (f *fetcher) each(names []string, visit func(string)) {
	for _, name := range names {
		f.lim.acquire() // want "is not given back on a path out of here"
		if name == "" {
			continue
		}
		f.wg.Add(1)
		go func() {
			defer f.wg.Done()
			defer f.lim.release()
			visit(name)
		}()
	}
	f.wg.Wait()
}

// The goroutine has two ways out.
func crawl(urls []string, get func(string) error) {
	sem := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for _, url := range urls {
		sem <- struct{}{} // want "on a path of the goroutine that works with it"
		wg.Add(1)
		go func() {
			defer wg.Done()
			if get(url) != nil {
				return
			}
			<-sem
		}()
	}
	wg.Wait()
}

// Taken for the caller, who gives it back where all went well.

type door struct {
	slots  chan struct{}
	closed bool
}

func (d *door) enter(ctx context.Context) error {
	select {
	case d.slots <- struct{}{}: // want "The slot of `d.slots` is kept on a path that answers an error"
	case <-ctx.Done():
		return ctx.Err()
	}
	if d.closed {
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
