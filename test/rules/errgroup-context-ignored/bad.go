package thumbs

import (
	"context"

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
			_, err := s.load(ctx, name) // want "`ctx` is not cancelled when another function of the group fails"
			return err
		})
	}
	if gctx.Err() != nil {
		return gctx.Err()
	}
	return g.Wait()
}

func (s *service) pipe(ctx context.Context, names []string) error {
	group, groupCtx := errgroup.WithContext(ctx)
	loaded := make(chan []byte)
	group.Go(func() error {
		defer close(loaded)
		for _, name := range names {
			data, err := s.load(groupCtx, name)
			if err != nil {
				return err
			}
			select {
			case loaded <- data:
			case <-groupCtx.Done():
				return groupCtx.Err()
			}
		}
		return nil
	})
	group.TryGo(func() error {
		for {
			select {
			case data := <-loaded:
				if data == nil {
					return nil
				}
			case <-ctx.Done(): // want "Use `groupCtx`"
				return nil
			}
		}
	})
	return group.Wait()
}

func (s *service) storeBoth(parent context.Context, name string, data []byte) error {
	g, ctx := errgroup.WithContext(parent)
	g.SetLimit(2)
	g.Go(func() error {
		return s.store(parent, name, data) // want "Use `ctx`"
	})
	g.Go(func() error {
		return s.store(ctx, name+".small", data[:10])
	})
	return g.Wait()
}
