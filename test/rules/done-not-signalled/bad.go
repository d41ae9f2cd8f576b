package booking

import (
	"context"
	"errors"
	"log"
	"sync"
)

type service struct {
	book   func(id string) error
	notify func(id string) error
}

var errClosed = errors.New("closed")

func (s *service) confirm(id string) {
	acknowledged := make(chan struct{})
	go func() {
		<-acknowledged // want "Nobody sends on `acknowledged` or closes it: this receive blocks for ever"
		log.Print("confirmed ", id)
	}()
	s.notify(id)
}

// The goroutine forgets it on its error path.
func (s *service) bookAll(ids []string) {
	done := make(chan struct{})
	go func() {
		for _, id := range ids {
			if err := s.book(id); err != nil {
				log.Print(err)
				return
			}
		}
		close(done)
	}()
	<-done // want "`done` is not signalled on every path: this receive can block for ever"
}

func (s *service) notifyFirst(ids []string) {
	sent := make(chan struct{})
	go func() {
		for _, id := range ids {
			if s.notify(id) == nil {
				sent <- struct{}{}
				return
			}
		}
	}()
	<-sent // want "`sent` is not signalled"
}

func (s *service) price(id string) int {
	prices := make(chan int)
	go func() {
		if id == "" {
			log.Print("no id")
			return
		}
		prices <- len(id)
	}()
	return <-prices // want "`prices` is not signalled on every path"
}

// The owner forgets it, and its goroutine waits.
func (s *service) invoice(id string) error {
	booked := make(chan struct{})
	go func() {
		<-booked // want "`booked` is not signalled on every path"
		s.notify(id)
	}()
	if err := s.book(id); err != nil {
		return err
	}
	close(booked)
	return nil
}

func (s *service) status(id string, kind int) string {
	status := make(chan string)
	go func() {
		switch kind {
		case 0:
			status <- "open"
		case 1:
			status <- "booked"
		}
	}()
	return <-status // want "`status` is not signalled"
}

// A WaitGroup does not help here.
func (s *service) both(first, second string) {
	var wg sync.WaitGroup
	ready := make(chan struct{})
	wg.Add(1)
	go func() {
		defer wg.Done()
		if s.book(first) == nil {
			close(ready)
		}
	}()
	<-ready // want "`ready` is not signalled"
	wg.Wait()
	s.book(second)
}

func (s *service) never() error {
	answer := make(chan error)
	if s.book == nil {
		return errClosed
	}
	return <-answer // want "Nobody sends on `answer`"
}

// Who gets the context alone cannot end it.
func (s *service) beginForEver(id string) context.Context {
	ctx, _ := context.WithCancel(context.Background())
	go func() {
		<-ctx.Done() // want "waits for ever"
		s.notify(id)
	}()
	return ctx
}

// Nothing else leads the goroutine to its end.
func beating(every <-chan int, beat func(), work func() error) error {
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-every:
				beat()
			case <-stop: // want "this goroutine, which has no other way out, can stay for ever"
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

// `ok` is about the map.
func looked(pages map[string]int, key string) int {
	found := make(chan int)
	go func() {
		page, ok := pages[key]
		if !ok {
			return
		}
		found <- page
	}()
	return <-found // want "`found` is not signalled"
}
