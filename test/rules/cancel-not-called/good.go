package report

import (
	"context"
	"errors"
	"log"
	"os"
	"sync"
	"time"
)

type store struct {
	read   func(ctx context.Context, name string) (string, error)
	write  func(ctx context.Context, name, text string) error
	mu     sync.Mutex
	cancel context.CancelFunc
	all    []context.CancelFunc
	byName map[string]context.CancelFunc
}

func (s *store) copy(ctx context.Context, from, to string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	text, err := s.read(ctx, from)
	if err != nil {
		return err
	}
	return s.write(ctx, to, text)
}

func (s *store) onEveryPath(ctx context.Context, name string) error {
	inner, cancel := context.WithCancel(ctx)
	if _, err := s.read(inner, name); err != nil {
		cancel()
		return err
	}
	cancel()
	return nil
}

// Handed on: returned, stored, passed, sent, captured.

func brief(ctx context.Context) (context.Context, context.CancelFunc) {
	inner, cancel := context.WithTimeout(ctx, time.Millisecond)
	return inner, cancel
}

func named(ctx context.Context) (inner context.Context, cancel context.CancelFunc) {
	inner, cancel = context.WithTimeout(ctx, time.Millisecond)
	return
}

func wrapped(ctx context.Context) (context.Context, func()) {
	inner, cancel := context.WithCancel(ctx)
	return inner, func() {
		log.Print("cancelling")
		cancel()
	}
}

func (s *store) start(ctx context.Context, name string) {
	ctx, cancel := context.WithCancel(ctx)
	s.cancel = cancel
	go s.read(ctx, name)
}

func (s *store) startMany(ctx context.Context, names []string) {
	for _, name := range names {
		inner, cancel := context.WithCancel(ctx)
		s.all = append(s.all, cancel)
		s.byName[name] = cancel
		go s.read(inner, name)
	}
}

func open(ctx context.Context) *store {
	_, cancel := context.WithCancel(ctx)
	return &store{cancel: cancel}
}

func (s *store) timed(ctx context.Context, name string) {
	inner, cancel := context.WithCancel(ctx)
	time.AfterFunc(time.Second, cancel)
	s.read(inner, name)
}

func (s *store) after(ctx, other context.Context, name string) {
	inner, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(other, cancel)
	defer stop()
	s.read(inner, name)
}

func (s *store) given(ctx context.Context, keep func(context.CancelFunc), name string) {
	inner, cancel := context.WithCancel(ctx)
	keep(cancel)
	s.read(inner, name)
}

func (s *store) sent(ctx context.Context, cancels chan<- context.CancelFunc, name string) {
	inner, cancel := context.WithCancel(ctx)
	cancels <- cancel
	s.read(inner, name)
}

func (s *store) inGoroutine(ctx context.Context, name string) {
	inner, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		s.read(inner, name)
	}()
}

func (s *store) byHelper(ctx context.Context, name string) {
	inner, cancel := context.WithCancel(ctx)
	s.read(inner, name)
	s.finish(cancel)
}

func (s *store) finish(cancel context.CancelFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	cancel()
}

func (s *store) inDeferredClosure(ctx context.Context, name string) (err error) {
	inner, cancel := context.WithCancel(ctx)
	defer func() {
		if err != nil {
			log.Print(err)
		}
		cancel()
	}()
	_, err = s.read(inner, name)
	return err
}

// The process or the goroutine ends, or the function never does.

func (s *store) must(ctx context.Context, name string) string {
	inner, cancel := context.WithCancel(ctx)
	text, err := s.read(inner, name)
	if err != nil {
		log.Fatal(err)
	}
	if text == "" {
		os.Exit(1)
	}
	if len(text) > 1<<20 {
		panic("too long")
	}
	cancel()
	return text
}

func (s *store) serve(ctx context.Context, names <-chan string) {
	inner, cancel := context.WithCancel(ctx)
	for {
		select {
		case name := <-names:
			s.read(inner, name)
		case <-time.After(time.Minute):
			cancel()
		}
	}
}

// Says itself that it is meant.
func (s *store) forLife(name string) {
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel
	go s.read(ctx, name)
}

// Only where there is a limit, asked twice.
func (s *store) limited(ctx context.Context, limit time.Duration, name string) {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	s.read(ctx, name)
	if limit > 0 {
		cancel()
	}
}

func (s *store) ifMade(ctx context.Context, limit time.Duration, name string) {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	s.read(ctx, name)
	if cancel != nil {
		cancel()
	}
}

// Nothing was derived when it failed.

func try(ctx context.Context, name string) (context.Context, context.CancelFunc, error) {
	if name == "" {
		return nil, nil, errors.New("no name")
	}
	inner, cancel := context.WithCancel(ctx)
	return inner, cancel, nil
}

func (s *store) tried(ctx context.Context, name string) error {
	inner, cancel, err := try(ctx, name)
	if err != nil {
		return err
	}
	defer cancel()
	return s.write(inner, name, "")
}

// An object that takes its cancel function along, or calls it.
type stream struct {
	ctx    context.Context
	cancel context.CancelFunc
	name   string
}

func openStream(parent context.Context, name string, check func(string) error) (*stream, error) {
	s := &stream{name: name}
	s.ctx, s.cancel = context.WithCancel(parent)
	if err := check(name); err != nil {
		s.cancel()
		return nil, err
	}
	return s, nil
}

type streams struct{ all []*stream }

func (a *streams) add(parent context.Context, check func(string) error) error {
	s := &stream{}
	a.all = append(a.all, s)
	s.ctx, s.cancel = context.WithCancel(parent)
	return check(s.name)
}

func (a *streams) start(parent context.Context) {
	s := &stream{}
	s.ctx, s.cancel = context.WithCancel(parent)
	s.keepIn(a)
}

func (s *stream) keepIn(a *streams) { a.all = append(a.all, s) }
