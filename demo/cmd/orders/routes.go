package main

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"net/http/pprof"
	"os"

	"example.com/orders/desk"
	"example.com/orders/leaky"
	"example.com/orders/pricing"
	"example.com/orders/repaired"
)

func routes(ctx context.Context, db *sql.DB, venue string, fixed bool) http.Handler {
	logger := log.New(os.Stderr, "orders ", log.LstdFlags)
	board := pricing.NewBoard("EUR", "USD", "GIFT", "BOOK", "LAMP", "SLOW", "DOWN")
	mux := http.NewServeMux()
	desk.New(board).Routes(mux)
	if fixed {
		repaired.New(ctx, logger, db, venue, board).Routes(mux)
	} else {
		leaky.New(ctx, logger, db, venue, board).Routes(mux)
	}
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux
}
