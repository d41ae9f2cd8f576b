package leaky

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"example.com/orders/store"
)

// OpenOrder shows the first order of a customer that is still open.
func (s *Service) OpenOrder(w http.ResponseWriter, r *http.Request) {
	id, err := s.firstOpen(s.base, r.FormValue("customer"))
	if errors.Is(err, sql.ErrNoRows) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, id)
}

// firstOpen returns as soon as it has found one: with rows left to read, the
// connection stays taken and the goroutine that guards it waits.
func (s *Service) firstOpen(ctx context.Context, customer string) (int64, error) {
	rows, err := s.db.QueryContext(ctx, store.OpenOrders, customer)
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var id int64
		var open bool
		if err := rows.Scan(&id, &open); err != nil {
			return 0, err
		}
		if open {
			return id, nil
		}
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	return 0, sql.ErrNoRows
}
