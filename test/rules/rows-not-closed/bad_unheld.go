package store

import (
	"context"
	"database/sql"
)

func insert(db *sql.DB, id string) error {
	_, err := db.Query("insert into orders values (?)", id) // want "Nobody takes the rows of `db.Query`.*Use `Exec`"
	return err
}

func touch(ctx context.Context, db *sql.DB, id string) error {
	if _, err := db.QueryContext(ctx, "update orders set at = now() where id = ?", id); err != nil { // want "Nobody takes the rows"
		return err
	}
	return nil
}

func clear(db *sql.DB) {
	db.Query("delete from orders") // want "Nobody takes the rows"
}

func reserve(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx) // want "The connection `conn` is not closed on every path"
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "select get_lock('orders')"); err != nil {
		return err
	}
	return conn.Close()
}

// A method value that would close the rows does so only where it is called.
func isEmpty(db *sql.DB) (bool, error) {
	rows, err := db.Query("select 1 from orders") // want "The rows `rows` are not closed on every path"
	if err != nil {
		return false, err
	}
	closeRows := rows.Close
	if rows.Next() {
		return false, nil
	}
	return true, closeRows()
}

// The closure asks the outer `err`, which the inner one hides: it stays nil.
func transfer(db *sql.DB) error {
	tx, err := db.Begin() // want "The transaction `tx` is not closed on every path"
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec("update accounts"); err != nil {
		return err
	}
	return tx.Commit()
}
