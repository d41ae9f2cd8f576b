package repaired

import (
	"context"
	"errors"
	"net/http"
	"time"
)

const (
	chargeWithin = 10 * time.Minute
	chargeTries  = 3
)

var errDeclined = errors.New("the card was declined")

// Settle charges a customer's card.
func (s *Service) Settle(w http.ResponseWriter, r *http.Request) {
	if err := s.settle(r.FormValue("card")); err != nil {
		http.Error(w, err.Error(), http.StatusPaymentRequired)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// settle tries again with a fresh deadline; each try cancels its own.
func (s *Service) settle(card string) error {
	err := s.chargeOnce(card)
	for try := 1; err != nil && try < chargeTries; try++ {
		err = s.chargeOnce(card)
	}
	return err
}

func (s *Service) chargeOnce(card string) error {
	ctx, cancel := context.WithTimeout(s.base, chargeWithin)
	defer cancel()
	return s.charge(ctx, card)
}

func (s *Service) charge(ctx context.Context, card string) error {
	if card == "" {
		return errDeclined
	}
	s.sent.Add(1)
	return ctx.Err()
}
