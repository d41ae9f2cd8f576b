package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jmoiron/sqlx"
)

type store struct {
	db *sql.DB
	x  *sqlx.DB
}

var errNone = errors.New("none")

func (s *store) firstOpen(ctx context.Context) (id string, err error) {
	rows, err := s.db.QueryContext(ctx, "select id from orders where open order by at") // want "The rows `rows` are not closed on every path"
	if err != nil {
		return "", err
	}
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return "", err
		}
		return id, nil
	}
	return "", errNone
}

func (s *store) hasOpen() (bool, error) {
	rows, err := s.db.Query("select 1 from orders where open") // want "Put `defer rows.Close\\(\\)` after the error check"
	if err != nil {
		return false, err
	}
	columns, err := rows.Columns()
	return len(columns) > 0, err
}

func (s *store) ids(limit int) ([]string, error) {
	rows, err := s.db.Query("select id from orders") // want "`rows` are not closed"
	if err != nil {
		return nil, err
	}
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

func (s *store) insert(ids []string) error {
	stmt, err := s.db.Prepare("insert into orders values ($1)") // want "The statement `stmt` is not closed"
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := stmt.Exec(id); err != nil {
			return err
		}
	}
	return stmt.Close()
}

func (s *store) move(from, to string) error {
	tx, err := s.db.Begin() // want "The transaction `tx` is not closed on every path: a connection of the pool stays taken. Put `defer tx.Rollback\\(\\)`"
	if err != nil {
		return err
	}
	if _, err := tx.Exec("delete from stock where id = $1", from); err != nil {
		return err
	}
	if _, err := tx.Exec("insert into stock values ($1)", to); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (s *store) any() (id string, err error) {
	rows, err := s.x.Queryx("select id from orders") // want "`rows` are not closed"
	if err != nil {
		return "", err
	}
	if rows.Next() {
		err = rows.Scan(&id)
	}
	return id, err
}

// Handed on where all is well.
func (s *store) begin(id string) (*sql.Tx, error) {
	tx, err := s.db.Begin() // want "The transaction `tx` is not closed"
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec("select 1 from orders where id = $1 for update", id); err != nil {
		return nil, err
	}
	return tx, nil
}

// A helper that only reads, and rows that are asked for again.

func (s *store) helped() (string, error) {
	rows, err := s.db.Query("select id from orders") // want "`rows` are not closed"
	if err != nil {
		return "", err
	}
	return one(rows)
}

func one(rows *sql.Rows) (id string, err error) {
	if !rows.Next() {
		return "", errNone
	}
	return id, rows.Scan(&id)
}

func (s *store) either() error {
	rows, err := s.db.Query("select id from orders where open") // want "`rows` are not closed"
	if err != nil {
		return err
	}
	if columns, _ := rows.Columns(); len(columns) == 0 {
		rows, err = s.db.Query("select id from orders")
		if err != nil {
			return err
		}
	}
	return rows.Close()
}
