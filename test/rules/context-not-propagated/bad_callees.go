package stock

import (
	"context"
	"database/sql"
	"net/http"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

type source struct {
	url  string
	db   *sql.DB
	slot *semaphore.Weighted
}

// A function of the package that waits under what it is given, two calls away.

func (s *source) load(ctx context.Context, symbol string) error {
	return s.fetch(context.Background(), symbol) // want "`fetch` does not hear when `ctx` ends"
}

func (s *source) fetch(ctx context.Context, symbol string) error {
	return s.get(ctx, s.url+symbol)
}

func (s *source) get(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// By a name, and under a group.

func (s *source) clear(ctx context.Context) error {
	empty := context.Background()
	_, err := s.db.ExecContext(empty, "update stock set n = 0") // want "`ExecContext` does not hear when `ctx` ends"
	return err
}

func (s *source) loadAll(ctx context.Context, symbols []string, each func(context.Context, string) error) error {
	var g errgroup.Group
	for _, symbol := range symbols {
		g.Go(func() error {
			return each(context.TODO(), symbol) // want "`each` does not hear when `ctx` ends"
		})
	}
	return g.Wait()
}

func (s *source) limited(ctx context.Context, f func()) error {
	if err := s.slot.Acquire(context.Background(), 1); err != nil { // want "`Acquire` does not hear when `ctx` ends"
		return err
	}
	defer s.slot.Release(1)
	f()
	return nil
}
