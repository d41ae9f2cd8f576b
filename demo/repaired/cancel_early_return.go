package repaired

import (
	"context"
	"errors"
	"net/http"
	"time"
)

const reserveWithin = 10 * time.Minute

var errNoCustomer = errors.New("who is this for?")

// Reserve holds goods for a customer.
func (s *Service) Reserve(w http.ResponseWriter, r *http.Request) {
	if err := s.reserve(r.FormValue("customer")); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// reserve cancels on every path, because it says so at once.
func (s *Service) reserve(customer string) error {
	ctx, cancel := context.WithTimeout(s.base, reserveWithin)
	defer cancel()
	if customer == "" {
		return errNoCustomer
	}
	return s.hold(ctx, customer)
}

func (s *Service) hold(ctx context.Context, customer string) error {
	s.sent.Add(int64(len(customer)))
	return ctx.Err()
}
