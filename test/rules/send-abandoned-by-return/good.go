package checkout

import (
	"context"
	"errors"
	"log"
	"os"
)

type shop struct {
	rate  func(currency string) (float64, error)
	price func(item string) (float64, error)
	check func(item string) error
}

func (s *shop) total(item, currency string) (float64, error) {
	rates := make(chan float64, 1)
	go func() {
		rate, _ := s.rate(currency)
		rates <- rate
	}()
	price, err := s.price(item)
	if err != nil {
		return 0, err
	}
	return price * <-rates, nil
}

// Received on every path: before the return, in it, or deferred.

func (s *shop) waits(item, currency string) (float64, error) {
	rates := make(chan float64)
	go func() {
		rate, _ := s.rate(currency)
		rates <- rate
	}()
	price, err := s.price(item)
	rate := <-rates
	if err != nil {
		return 0, err
	}
	return price * rate, nil
}

func (s *shop) inReturn(item string) error {
	checked := make(chan error)
	go func() {
		checked <- s.check(item)
	}()
	return <-checked
}

func (s *shop) deferred(item string) error {
	checked := make(chan error)
	go func() {
		checked <- s.check(item)
	}()
	defer func() { <-checked }()
	price, err := s.price(item)
	if err != nil {
		return err
	}
	log.Print(price)
	return nil
}

func (s *shop) drained(items []string) error {
	checked := make(chan error)
	go func() {
		defer close(checked)
		for _, item := range items {
			checked <- s.check(item)
		}
	}()
	var errs []error
	for err := range checked {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// The early return stands before the go statement.
func (s *shop) before(item string) error {
	checked := make(chan error)
	if item == "" {
		return nil
	}
	go func() {
		checked <- s.check(item)
	}()
	return <-checked
}

// Another goroutine receives.
func (s *shop) elsewhere(item string) error {
	checked := make(chan error)
	go func() {
		checked <- s.check(item)
	}()
	go func() {
		log.Print(<-checked)
	}()
	if _, err := s.price(item); err != nil {
		return err
	}
	return nil
}

// The sender has a way out.
func (s *shop) guarded(ctx context.Context, item string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	checked := make(chan error)
	go func() {
		select {
		case checked <- s.check(item):
		case <-ctx.Done():
		}
	}()
	if _, err := s.price(item); err != nil {
		return err
	}
	select {
	case err := <-checked:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// The channel leaves the function.
func (s *shop) handedOut(item string, keep func(<-chan error)) error {
	checked := make(chan error)
	keep(checked)
	go func() {
		checked <- s.check(item)
	}()
	if _, err := s.price(item); err != nil {
		return err
	}
	return <-checked
}

// The early way out ends the process.
func (s *shop) must(item string) float64 {
	checked := make(chan error)
	go func() {
		checked <- s.check(item)
	}()
	price, err := s.price(item)
	if err != nil {
		log.Print(err)
		os.Exit(1)
	}
	if err := <-checked; err != nil {
		log.Fatal(err)
	}
	return price
}

// Only one of the branches sends, and there is room for one.
func (s *shop) oneOf(item string) error {
	checked := make(chan error, 1)
	go func() {
		if err := s.check(item); err != nil {
			checked <- err
			return
		}
		checked <- nil
	}()
	if _, err := s.price(item); err != nil {
		return err
	}
	return <-checked
}

// Started and received from under the same condition.
func (s *shop) sameCondition(item string, check bool) error {
	checked := make(chan error)
	if check {
		go func() {
			checked <- s.check(item)
		}()
	}
	log.Print(item)
	if check {
		return <-checked
	}
	return nil
}

// As many as the loop starts share what comes.
func (s *shop) shared(items []string, workers int) {
	jobs := make(chan string)
	go func() {
		for _, item := range items {
			jobs <- item
		}
		close(jobs)
	}()
	done := make(chan struct{}, workers)
	for range workers {
		go func() {
			for item := range jobs {
				s.price(item)
			}
			done <- struct{}{}
		}()
	}
	for range workers {
		<-done
	}
}
