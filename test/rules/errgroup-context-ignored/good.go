package thumbs

import (
	"context"
	"log"

	"golang.org/x/sync/errgroup"
)

type service struct {
	load  func(ctx context.Context, name string) ([]byte, error)
	store func(ctx context.Context, name string, data []byte) error
}

func (s *service) loadAll(ctx context.Context, names []string) error {
	g, gctx := errgroup.WithContext(ctx)
	for _, name := range names {
		g.Go(func() error {
			_, err := s.load(gctx, name)
			return err
		})
	}
	return g.Wait()
}

func (s *service) shadowed(ctx context.Context, names []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, name := range names {
		g.Go(func() error {
			_, err := s.load(ctx, name)
			return err
		})
	}
	return g.Wait()
}

// The outer context outside of the functions, after the group has ended.
func (s *service) thenStore(ctx context.Context, name string) error {
	var data []byte
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		data, err = s.load(gctx, name)
		return err
	})
	if err := g.Wait(); err != nil {
		return err
	}
	return s.store(ctx, name, data)
}

// One function uses both: it knows what it does.
func (s *service) both(ctx context.Context, name string) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		data, err := s.load(gctx, name)
		if err != nil {
			return s.store(ctx, name+".failed", nil)
		}
		return s.store(gctx, name, data)
	})
	return g.Wait()
}

// A group without a context of its own.
func (s *service) plain(ctx context.Context, names []string) error {
	var g errgroup.Group
	for _, name := range names {
		g.Go(func() error {
			_, err := s.load(ctx, name)
			return err
		})
	}
	return g.Wait()
}

// The group's context is thrown away: all must run to their end.
func (s *service) allToTheEnd(ctx context.Context, names []string) error {
	g, _ := errgroup.WithContext(ctx)
	for _, name := range names {
		g.Go(func() error {
			_, err := s.load(ctx, name)
			return err
		})
	}
	return g.Wait()
}

// A goroutine beside the group, and a context of the function itself.
func (s *service) beside(ctx context.Context, name string) error {
	g, gctx := errgroup.WithContext(ctx)
	go func() {
		<-ctx.Done()
		log.Print("the caller has gone")
	}()
	g.Go(func() error {
		ctx := context.WithValue(gctx, "name", name)
		_, err := s.load(ctx, name)
		return err
	})
	return g.Wait()
}
