package stock

import (
	"context"
	"database/sql"
	"net"
	"net/http"
	"os/exec"
	"time"
)

type store struct {
	url    string
	db     *sql.DB
	client *http.Client
	send   func(*http.Request) (*http.Response, error)
}

// The request gets its context later, or from whoever it is handed to.

func (s *store) later(ctx context.Context, symbol string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, s.url+symbol, nil)
	if err != nil {
		return nil, err
	}
	return s.client.Do(req.WithContext(ctx))
}

func (s *store) elsewhere(ctx context.Context, symbol string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, s.url+symbol, nil)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return s.send(req)
}

// A transaction has the context that it was begun with.
func (s *store) inTransaction(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("update stock set n = 0"); err != nil {
		return err
	}
	return tx.Commit()
}

// No context in scope, or an empty one only.

func (s *store) ping() error { return s.db.Ping() }

func (s *store) empty() error {
	ctx := context.Background()
	if _, err := s.db.ExecContext(ctx, "select 1"); err != nil {
		return err
	}
	return s.db.Ping()
}

// Deferred, or after the context has ended.

func (s *store) until(ctx context.Context) error {
	defer s.db.Exec("delete from watches")
	<-ctx.Done()
	_, err := s.db.Exec("insert into ends values (now())")
	return err
}

// It hardly waits, or has a limit of its own.

func dial(ctx context.Context, address string) (net.Conn, error) {
	if address[0] == '/' {
		return net.Dial("unix", address)
	}
	return net.DialTimeout("tcp", address, time.Second)
}

// The function ends the command by itself, or leaves it to others.

func byHand(ctx context.Context, name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { cmd.Process.Kill() })
	defer stop()
	return cmd.Wait()
}

func start(ctx context.Context, name string) (*exec.Cmd, error) {
	cmd := exec.Command(name)
	return cmd, cmd.Start()
}

// What does not wait may take an empty context.

func (s *store) tagged(ctx context.Context, symbol string) string {
	return tag(context.Background(), symbol) + tag(ctx, symbol)
}

func tag(ctx context.Context, symbol string) string {
	if v, ok := ctx.Value(store{}).(string); ok {
		return v
	}
	return symbol
}
