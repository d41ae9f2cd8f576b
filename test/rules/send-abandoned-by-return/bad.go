package checkout

import (
	"errors"
	"fmt"
)

type shop struct {
	rate  func(currency string) (float64, error)
	price func(item string) (float64, error)
	check func(item string) error
}

var errEmpty = errors.New("empty")

func (s *shop) total(item, currency string) (float64, error) {
	rates := make(chan float64)
	go func() {
		rate, _ := s.rate(currency)
		rates <- rate // want "`rates <- rate` blocks for ever when the function returns before it receives"
	}()
	price, err := s.price(item)
	if err != nil {
		return 0, err
	}
	return price * <-rates, nil
}

func (s *shop) order(items []string) error {
	checked := make(chan error)
	go func() {
		for _, item := range items {
			if err := s.check(item); err != nil {
				checked <- err // want "Give `checked` room for 1"
				return
			}
		}
		checked <- nil
	}()
	if len(items) == 0 {
		return errEmpty
	}
	for i, item := range items {
		if item == "" {
			return fmt.Errorf("item %d: %w", i, errEmpty)
		}
	}
	return <-checked
}

// The sender is a helper that is given the channel.

func (s *shop) quote(item, currency string) (float64, error) {
	rates := make(chan float64)
	go s.rateInto(rates, currency)
	price, err := s.price(item)
	if err != nil {
		return 0, err
	}
	rate := <-rates
	return price * rate, nil
}

func (s *shop) rateInto(rates chan<- float64, currency string) {
	rate, _ := s.rate(currency)
	rates <- rate // want "blocks for ever when the function returns"
}

// Room for one, and two of them.
func (s *shop) both(first, second string) error {
	errs := make(chan error, 1)
	go func() {
		errs <- s.check(first)
		errs <- s.check(second) // want "Give `errs` room for 2"
	}()
	if first == second {
		return nil
	}
	return errors.Join(<-errs, <-errs)
}

// Three sends, of which no path comes by more than two.
func (s *shop) atMostTwo(item string) error {
	errs := make(chan error)
	go func() {
		if item == "" {
			errs <- errEmpty // want "Give `errs` room for 2"
			return
		}
		if err := s.check(item); err != nil {
			errs <- err
		}
		errs <- nil
	}()
	if _, err := s.price(item); err != nil {
		return err
	}
	return <-errs
}
