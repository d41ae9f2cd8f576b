package booking

import (
	"context"
	"errors"
	"log"
	"os"
	"sync"
	"time"
)

type service struct {
	book   func(id string) error
	notify func(id string) error
	once   sync.Once
	done   chan struct{}
}

func (s *service) bookAll(ids []string) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, id := range ids {
			if err := s.book(id); err != nil {
				log.Print(err)
				return
			}
		}
	}()
	<-done
}

// Signalled on every path: by hand, by a helper, from a deferred closure.

func (s *service) price(id string) int {
	prices := make(chan int)
	go func() {
		if id == "" {
			prices <- 0
			return
		}
		prices <- len(id)
	}()
	return <-prices
}

func (s *service) helped(id string) {
	done := make(chan struct{})
	go s.bookAndClose(id, done)
	<-done
}

func (s *service) bookAndClose(id string, done chan<- struct{}) {
	defer close(done)
	s.book(id)
}

func (s *service) status(id string, kind int) string {
	status := make(chan string)
	go func() {
		switch kind {
		case 0:
			status <- "open"
		case 1:
			status <- "booked"
		default:
			status <- "unknown"
		}
	}()
	return <-status
}

func (s *service) recovered(id string) {
	done := make(chan struct{})
	go func() {
		defer func() {
			if e := recover(); e != nil {
				log.Print(e)
			}
			close(done)
		}()
		if s.book(id) != nil {
			return
		}
		s.notify(id)
	}()
	<-done
}

func (s *service) invoice(id string) error {
	booked := make(chan struct{})
	defer close(booked)
	go func() {
		<-booked
		s.notify(id)
	}()
	return s.book(id)
}

// Another case, or another function that signals too.

func (s *service) within(ctx context.Context, id string) error {
	done := make(chan struct{})
	go func() {
		if s.book(id) == nil {
			close(done)
		}
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *service) neverTaken(id string) {
	booked := make(chan struct{})
	other := make(chan struct{})
	go func() {
		<-booked
		s.notify(id)
	}()
	select {
	case booked <- struct{}{}:
	case other <- struct{}{}:
	}
}

func (s *service) either(first, second string) {
	done := make(chan struct{}, 2)
	go func() {
		if s.book(first) == nil {
			done <- struct{}{}
		}
	}()
	go func() {
		if s.book(second) != nil {
			log.Print("not booked")
		}
		done <- struct{}{}
	}()
	<-done
}

func (s *service) onceOnly(id string) {
	done := make(chan struct{})
	var once sync.Once
	finish := func() { once.Do(func() { close(done) }) }
	go func() {
		if s.book(id) != nil {
			finish()
			return
		}
		finish()
	}()
	<-done
}

// The channel leaves the function.

func (s *service) Done() <-chan struct{} { return s.done }

func (s *service) Close() { s.once.Do(func() { close(s.done) }) }

func (s *service) wait() { <-s.done }

func (s *service) given(done <-chan struct{}) { <-done }

func (s *service) handedOut(register func(done chan struct{})) {
	done := make(chan struct{})
	register(done)
	<-done
}

func (s *service) timer(done chan struct{}) {
	timer := time.NewTimer(time.Second)
	<-timer.C
	<-time.After(time.Second)
	close(done)
}

// The path that leaves it out ends the process, or cannot be taken.

func (s *service) must(id string) {
	done := make(chan struct{})
	go func() {
		if err := s.book(id); err != nil {
			log.Print(err)
			os.Exit(1)
		}
		close(done)
	}()
	<-done
}

func (s *service) panics(id string) {
	done := make(chan struct{})
	go func() {
		if err := s.book(id); err != nil {
			panic(err)
		}
		close(done)
	}()
	<-done
}

func (s *service) twiceAsked(id string, wait bool) error {
	done := make(chan struct{})
	if wait {
		go func() {
			<-done
			s.notify(id)
		}()
	}
	err := s.book(id)
	if wait {
		close(done)
	}
	return errors.Join(err)
}

// A semaphore: a token that is taken back.
func (s *service) limited(ids []string) {
	slots := make(chan struct{}, 3)
	for _, id := range ids {
		slots <- struct{}{}
		go func() {
			defer func() { <-slots }()
			s.book(id)
		}()
	}
}

// Means to wait for ever.
func park(start func()) {
	go start()
	<-make(chan struct{})
}

var errTaken = errors.New("taken")

type bells struct{ all map[string]chan<- bool }

// Where it fails, it says so by an error that is never nil.
func (b *bells) add(name string, bell chan<- bool) error {
	if b.all[name] != nil {
		return errTaken
	}
	bell <- true
	return nil
}

func (b *bells) ring(name string) (bool, error) {
	bell := make(chan bool, 1)
	if err := b.add(name, bell); err != nil {
		return false, err
	}
	return <-bell, nil
}

// Whoever gets the cancel function, by itself or in a closure, can end the context.
func (s *service) begin(id string) (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-ctx.Done()
		s.notify(id)
	}()
	return ctx, cancel
}

func (s *service) beginCaused(id string) func(error) {
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		<-ctx.Done()
		s.notify(id)
	}()
	return func(err error) { cancel(err) }
}

// The signal is given on every path, or is not the only way out.
func beating(every <-chan int, beat func(), work func() error) error {
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-every:
				beat()
			case <-stop:
				return
			}
		}
	}()
	return work()
}

func beatingUntil(every <-chan int, over <-chan struct{}, beat func(), work func() error) error {
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-every:
				beat()
			case <-over:
				return
			case <-stop:
				return
			}
		}
	}()
	if err := work(); err != nil {
		return err
	}
	close(stop)
	return nil
}

// The channel that is ranged over may be closed.
func beatingWhile(every <-chan int, beat func(), work func() error) error {
	stop := make(chan struct{})
	go func() {
		for range every {
			select {
			case <-stop:
				return
			default:
				beat()
			}
		}
	}()
	if err := work(); err != nil {
		return err
	}
	close(stop)
	return nil
}

// What kind of error it is is asked of none.
type line struct{ hung chan struct{} }

func call() (*line, error) {
	l := &line{hung: make(chan struct{})}
	go func() { <-l.hung }()
	return l, nil
}

func (l *line) Close() { close(l.hung) }

func called() error {
	l, err := call()
	if errors.Is(err, os.ErrClosed) || os.IsTimeout(err) {
		return err
	}
	l.Close()
	return nil
}
