// Package sqlx stands in for the real one where fixtures are vetted: its declarations, as far as they use them.
package sqlx

import (
	"context"
	"database/sql"
)

// DB is a database handle.
type DB struct{ *sql.DB }

// Rows are the rows of an answer.
type Rows struct{ *sql.Rows }

// Queryx asks for rows.
func (db *DB) Queryx(query string, args ...any) (*Rows, error) {
	return db.QueryxContext(context.Background(), query, args...)
}

// QueryxContext asks for rows.
func (db *DB) QueryxContext(ctx context.Context, query string, args ...any) (*Rows, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	return &Rows{rows}, err
}
