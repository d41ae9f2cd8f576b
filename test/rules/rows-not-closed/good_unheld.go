package store

import (
	"context"
	"database/sql"
)

func insert(db *sql.DB, id string) error {
	_, err := db.Exec("insert into orders values (?)", id)
	return err
}

func mustFail(db *sql.DB) {
	if _, err := db.Query("select from"); err == nil {
		panic("a broken query was answered")
	}
}

func reserve(ctx context.Context, db *sql.DB) (*sql.Conn, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "select get_lock('orders')"); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

func isEmpty(db *sql.DB) (bool, error) {
	rows, err := db.Query("select 1 from orders")
	if err != nil {
		return false, err
	}
	closeRows := rows.Close
	defer closeRows()
	return !rows.Next(), rows.Err()
}

func transfer(db *sql.DB) (err error) {
	tx, err := db.Begin()
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

func transferAssigned(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec("update accounts"); err != nil {
		return err
	}
	return tx.Commit()
}
