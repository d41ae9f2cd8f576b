// Package leaky is the order service as it was written in a hurry: each file
// holds one leak that people meet. Package repaired is its twin, file by file.
package leaky

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"sync/atomic"

	"example.com/orders/market"
	"example.com/orders/pricing"
)

// Service takes orders, prices them and ships them.
type Service struct {
	base   context.Context // ends when the process shuts down
	log    *log.Logger
	db     *sql.DB
	client *http.Client
	venue  string // where the venues answer
	market *market.Client
	board  *pricing.Board
	shelf  *shelf
	ledger *ledger
	sent   atomic.Int64 // parcels, mails, messages
}

// New makes a service that works until base ends.
func New(base context.Context, logger *log.Logger, db *sql.DB, venue string, board *pricing.Board) *Service {
	client := &http.Client{}
	return &Service{
		base:   base,
		log:    logger,
		db:     db,
		client: client,
		venue:  venue,
		market: market.NewClient(client, venue),
		board:  board,
		shelf:  &shelf{left: 100},
		ledger: &ledger{},
	}
}
