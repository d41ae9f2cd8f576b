package store

import (
	"context"
	"database/sql"
	"errors"
	"log"
)

type store struct {
	db   *sql.DB
	stmt *sql.Stmt
	rows *sql.Rows
}

var errNone = errors.New("none")

func (s *store) firstOpen(ctx context.Context) (id string, err error) {
	rows, err := s.db.QueryContext(ctx, "select id from orders where open order by at")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return "", err
		}
		return id, nil
	}
	return "", errNone
}

// Read to the end: Next has closed them.
func (s *store) count() (n int, err error) {
	rows, err := s.db.Query("select id from orders")
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// A single row closes itself.
func (s *store) one(id string) (text string, err error) {
	row := s.db.QueryRow("select text from orders where id = $1", id)
	return text, row.Scan(&text)
}

// Handed on: returned, stored, given to a helper that closes.

func (s *store) query(id string) (*sql.Rows, error) {
	rows, err := s.db.Query("select text from orders where id = $1", id)
	if err != nil {
		return nil, err
	}
	return rows, nil
}

func (s *store) open() error {
	stmt, err := s.db.Prepare("insert into orders values ($1)")
	if err != nil {
		return err
	}
	s.stmt = stmt
	return nil
}

func (s *store) reopen() (err error) {
	s.rows, err = s.db.Query("select id from orders")
	return err
}

func (s *store) helped(id string) ([]string, error) {
	rows, err := s.query(id)
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func collect(rows *sql.Rows) (all []string, err error) {
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

type iterator struct{ rows *sql.Rows }

func (s *store) iterate() (*iterator, error) {
	rows, err := s.db.Query("select id from orders")
	if err != nil {
		return nil, err
	}
	return &iterator{rows: rows}, nil
}

// Committed or rolled back, on every path.

func (s *store) move(from, to string) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("delete from stock where id = $1", from); err != nil {
		return err
	}
	if _, err := tx.Exec("insert into stock values ($1)", to); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) inClosure(id string) (err error) {
	tx, err := s.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.Exec("delete from stock where id = $1", id)
	return err
}

func (s *store) within(run func(tx *sql.Tx) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if err := run(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// The query failed on this path; the process ends on that one.
func (s *store) must() int {
	rows, err := s.db.Query("select id from orders")
	if errors.Is(err, sql.ErrConnDone) {
		return 0
	}
	if err != nil {
		log.Fatal(err)
	}
	n := 0
	for rows.Next() {
		n++
	}
	if err := rows.Close(); err != nil {
		log.Fatal(err)
	}
	return n
}

// What a transaction prepares or queries ends with it.

func (s *store) insertWithin(ids []string) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insertAll(tx, ids); err != nil {
		return err
	}
	rows, err := tx.Query("select id from orders where open")
	if err != nil {
		return err
	}
	if !rows.Next() {
		return errNone
	}
	return tx.Commit()
}

func insertAll(tx *sql.Tx, ids []string) error {
	stmt, err := tx.PrepareContext(context.Background(), "insert into orders values ($1)")
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := stmt.Exec(id); err != nil {
			return err
		}
	}
	return nil
}

type inTransaction struct{}

// The context keeps it for whoever commits.
func (s *store) begin(ctx context.Context) (context.Context, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return ctx, err
	}
	return context.WithValue(ctx, inTransaction{}, tx), nil
}
