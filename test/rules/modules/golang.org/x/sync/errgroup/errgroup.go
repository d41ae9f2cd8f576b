// Package errgroup stands in for the real one where fixtures are vetted: its declarations, as far as they use them.
package errgroup

import (
	"context"
	"sync"
)

// Group runs functions and keeps the first error.
type Group struct {
	wg     sync.WaitGroup
	once   sync.Once
	err    error
	cancel context.CancelFunc
}

// WithContext returns a group whose context ends with the first error.
func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	return &Group{cancel: cancel}, ctx
}

// Go runs f in a goroutine.
func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.fail(err) })
		}
	}()
}

// TryGo runs f in a goroutine.
func (g *Group) TryGo(f func() error) bool {
	g.Go(f)
	return true
}

// SetLimit does nothing here.
func (g *Group) SetLimit(n int) {}

// Wait waits for all functions and returns the first error.
func (g *Group) Wait() error {
	g.wg.Wait()
	if g.cancel != nil {
		g.cancel()
	}
	return g.err
}

func (g *Group) fail(err error) {
	g.err = err
	if g.cancel != nil {
		g.cancel()
	}
}
