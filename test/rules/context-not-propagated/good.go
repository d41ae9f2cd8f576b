package orders

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"os/exec"
	"time"
)

type service struct {
	url     string
	client  *http.Client
	db      *sql.DB
	quote   func(ctx context.Context, symbol string) (int, error)
	release func(ctx context.Context, symbol string) error
	ctx     context.Context
}

func (s *service) status(ctx context.Context, symbol string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, s.url+symbol, nil)
	if err != nil {
		return 0, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// Detached on purpose: it says so, or has a deadline of its own.

func (s *service) audit(ctx context.Context, symbol string) {
	go s.quote(context.WithoutCancel(ctx), symbol)
}

func (s *service) save(ctx context.Context, symbol string) error {
	saving, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, err := s.db.ExecContext(saving, "insert into saved values ($1)", symbol)
	return err
}

func (s *service) shutdown(ctx context.Context, server *http.Server) error {
	<-ctx.Done()
	return server.Shutdown(context.Background())
}

// Cleans up, deferred or by its name; logs, traces, measures.

func (s *service) reserve(ctx context.Context, symbol string) error {
	defer s.db.ExecContext(context.Background(), "delete from reserved where symbol = $1", symbol)
	defer func() {
		s.db.ExecContext(context.Background(), "insert into released values ($1)", symbol)
	}()
	_, err := s.quote(ctx, symbol)
	if err != nil {
		s.release(context.Background(), symbol)
	}
	return err
}

func (s *service) observed(ctx context.Context, symbol string) (int, error) {
	n, err := s.quote(ctx, symbol)
	go func() {
		slog.InfoContext(context.Background(), "asked", "symbol", symbol)
		observeQuote(context.Background(), n)
	}()
	return n, err
}

func observeQuote(ctx context.Context, n int) {
	slog.DebugContext(ctx, "quote", "n", n)
}

// In place of a nil context, or of one that is over.

func (s *service) orDefault(ctx context.Context, symbol string) error {
	if ctx == nil {
		_, err := s.db.ExecContext(context.Background(), "insert into asked values ($1)", symbol)
		return err
	}
	_, err := s.db.ExecContext(ctx, "insert into asked values ($1)", symbol)
	return err
}

func (s *service) untilOver(ctx context.Context, symbols <-chan string) {
	for {
		select {
		case symbol := <-symbols:
			s.quote(ctx, symbol)
		case <-ctx.Done():
			s.db.ExecContext(context.Background(), "insert into stops values (now())")
			return
		}
	}
}

// No context in scope: none at all, without a name, in another block, later.

func (s *service) ping() error {
	return s.db.PingContext(context.Background())
}

func (s *service) Ping(_ context.Context) error {
	return s.db.PingContext(context.Background())
}

func (s *service) inBlocks(symbol string) error {
	if symbol != "" {
		ctx, cancel := context.WithCancel(s.ctx)
		defer cancel()
		s.quote(ctx, symbol)
	}
	if err := s.db.PingContext(context.Background()); err != nil {
		return err
	}
	ctx := context.WithValue(s.ctx, key{}, symbol)
	_, err := s.quote(ctx, symbol)
	return err
}

type key struct{}

// It hands a context to something that lives longer than the call.
func (s *service) open(ctx context.Context) (*poller, error) {
	if err := s.db.PingContext(ctx); err != nil {
		return nil, err
	}
	return newPoller(context.Background(), s), nil
}

type poller struct {
	ctx context.Context
	s   *service
}

func newPoller(ctx context.Context, s *service) *poller {
	return &poller{ctx, s}
}

// Both branches are written out: the choice is meant.
func (s *service) archive(ctx context.Context, file string, run func(ctx context.Context, cmd *exec.Cmd) error) error {
	var cmd *exec.Cmd
	if run == nil {
		cmd = exec.CommandContext(ctx, "gzip", file)
	} else {
		cmd = exec.CommandContext(context.TODO(), "gzip", file)
	}
	if run != nil {
		return run(ctx, cmd)
	}
	return cmd.Run()
}

// Started, and handed out to be stopped: it lives longer than the call.
func (s *service) startDaemon(ctx context.Context) (*exec.Cmd, error) {
	if err := s.db.PingContext(ctx); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(context.Background(), "ordersd")
	return cmd, cmd.Start()
}
