package orders

import (
	"context"
	"database/sql"
	"net"
	"net/http"
	"os/exec"
	"time"
)

type service struct {
	url    string
	client *http.Client
	db     *sql.DB
	dialer net.Dialer
	quote  func(ctx context.Context, symbol string) (int, error)
}

func (s *service) status(ctx context.Context, symbol string) (int, error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodHead, s.url+symbol, nil) // want "`NewRequestWithContext` does not hear when `ctx` ends"
	if err != nil {
		return 0, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func (s *service) stock(ctx context.Context, symbol string) (n int, err error) {
	err = s.db.QueryRowContext(context.TODO(), "select n from stock where symbol = $1", symbol).Scan(&n) // want "Pass `ctx`, or `context.WithoutCancel\\(ctx\\)`"
	return n, err
}

func (s *service) firstQuote(ctx context.Context, symbol string) (int, error) {
	quotes := make(chan int, 1)
	go func() {
		if n, err := s.quote(context.Background(), symbol); err == nil { // want "`quote` does not hear when `ctx` ends"
			quotes <- n
		}
	}()
	select {
	case n := <-quotes:
		return n, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// The request carries a context too, and so does one that is derived here.

func (s *service) handle(w http.ResponseWriter, r *http.Request) {
	if _, err := s.db.ExecContext(context.Background(), "insert into visits values ($1)", r.URL.Path); err != nil { // want "Pass `r.Context\\(\\)`"
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (s *service) connect(parent context.Context, address string) (net.Conn, error) {
	limited, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	if limited.Err() != nil {
		return nil, limited.Err()
	}
	return s.dialer.DialContext(context.Background(), "tcp", address) // want "`limited` ends"
}

func (s *service) export(ctx context.Context, file string) error {
	return exec.CommandContext(context.Background(), "gzip", file).Run() // want "`CommandContext` does not hear"
}

// The context of the function around.
func (s *service) each(ctx context.Context, symbols []string) error {
	ask := func(symbol string) error {
		_, err := s.db.ExecContext(context.Background(), "update stock set asked = now() where symbol = $1", symbol) // want "`ctx` ends"
		return err
	}
	for _, symbol := range symbols {
		if err := ask(symbol); err != nil {
			return err
		}
	}
	return ctx.Err()
}
