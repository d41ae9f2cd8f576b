package orders

import (
	"context"
	"database/sql"
	"testing"
)

func TestPing(t *testing.T) {
	ctx := t.Context()
	db, err := sql.Open("postgres", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.PingContext(context.Background()); err != nil {
		t.Log(err)
	}
	<-ctx.Done()
}
