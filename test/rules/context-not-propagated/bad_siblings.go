package stock

import (
	"context"
	"database/sql"
	"net"
	"net/http"
	"os/exec"
)

type store struct {
	url    string
	db     *sql.DB
	client *http.Client
}

// What waits has a sibling that takes the context.

func (s *store) count(ctx context.Context, symbol string) (n int, err error) {
	err = s.db.QueryRow("select n from stock where symbol = $1", symbol).Scan(&n) // want "`QueryRow` does not hear when `ctx` ends"
	return n, err
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rows, err := s.db.Query("select symbol from stock") // want "Use `QueryContext` with `r.Context\\(\\)`"
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer rows.Close()
	for rows.Next() {
		w.Write([]byte("row\n"))
	}
}

func (s *store) alive(ctx context.Context) error {
	return s.db.Ping() // want "Use `PingContext` with `ctx`"
}

func (s *store) fetch(ctx context.Context, symbol string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, s.url+symbol, nil) // want "Use `NewRequestWithContext` with `ctx`"
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "text/plain")
	return s.client.Do(req)
}

func build(ctx context.Context, folder string) ([]byte, error) {
	cmd := exec.Command("make", "-C", folder) // want "Use `CommandContext` with `ctx`"
	cmd.Dir = folder
	return cmd.CombinedOutput()
}

func (s *store) inGoroutine(ctx context.Context, symbols []string) (found int) {
	done := make(chan bool, len(symbols))
	for _, symbol := range symbols {
		go func() {
			resp, err := http.Get(s.url + symbol) // want "Use `http.NewRequestWithContext` with `ctx`"
			if err == nil {
				resp.Body.Close()
			}
			done <- err == nil
		}()
	}
	for range symbols {
		if <-done {
			found++
		}
	}
	return found
}

func (s *store) connect(ctx context.Context, address string) (net.Conn, error) {
	return net.Dial("tcp", address) // want "DialContext` with `ctx`"
}

func (s *store) begin(ctx context.Context) (*sql.Tx, error) {
	return s.db.Begin() // want "Use `BeginTx` with `ctx`"
}
