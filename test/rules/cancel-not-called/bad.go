package report

import (
	"context"
	"errors"
	"time"
)

type store struct {
	read  func(ctx context.Context, name string) (string, error)
	write func(ctx context.Context, name, text string) error
}

var errEmpty = errors.New("empty")

func (s *store) copy(ctx context.Context, from, to string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want "`cancel` is not called on every path"
	text, err := s.read(ctx, from)
	if err != nil {
		return err
	}
	err = s.write(ctx, to, text)
	cancel()
	return err
}

func (s *store) first(ctx context.Context, names []string) (string, error) {
	inner, stop := context.WithCancel(ctx) // want "Put `defer stop\\(\\)` right after this line"
	for _, name := range names {
		if text, err := s.read(inner, name); err == nil {
			stop()
			return text, nil
		}
	}
	return "", errEmpty
}

func (s *store) save(ctx context.Context, name, text string, urgent bool) error {
	var cancel context.CancelFunc
	ctx, cancel = context.WithDeadline(ctx, time.Now().Add(time.Minute)) // want "`cancel` is not called"
	if urgent {
		defer cancel()
	}
	return s.write(ctx, name, text)
}

func (s *store) check(ctx context.Context, name string) error {
	inner, cancel := context.WithTimeout(ctx, time.Second) // want "`cancel` is not called"
	text, err := s.read(inner, name)
	switch {
	case err != nil:
		cancel()
		return err
	case text == "":
		return errEmpty
	}
	cancel()
	return nil
}

func (s *store) watch(ctx context.Context, name string, changed func(text string)) {
	go func() {
		inner, cancel := context.WithCancel(ctx) // want "`cancel` is not called"
		text, err := s.read(inner, name)
		if err != nil {
			return
		}
		changed(text)
		cancel()
	}()
}

// A helper of its own; a cause.

func brief(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Millisecond)
}

func (s *store) peek(ctx context.Context, name string) (string, error) {
	inner, cancel := brief(ctx) // want "`cancel` is not called"
	text, err := s.read(inner, name)
	if err != nil {
		return "", err
	}
	cancel()
	return text, nil
}

func (s *store) move(ctx context.Context, from, to string) error {
	inner, cancel := context.WithCancelCause(ctx) // want "Put `defer cancel\\(nil\\)` right after this line"
	text, err := s.read(inner, from)
	if err != nil {
		return err
	}
	err = s.write(inner, to, text)
	cancel(err)
	return err
}

// A helper that does not call it.

func (s *store) note(cancel context.CancelFunc) {
	if cancel == nil {
		panic("no cancel")
	}
}

func (s *store) noted(ctx context.Context, name string) error {
	inner, cancel := context.WithCancel(ctx) // want "`cancel` is not called"
	s.note(cancel)
	return s.write(inner, name, "")
}

// Handed on where all is well, as the process of a command needs it.
func (s *store) open(ctx context.Context, name string) (context.Context, context.CancelFunc, error) {
	inner, cancel := context.WithTimeout(ctx, time.Second) // want "`cancel` is not called"
	if _, err := s.read(inner, name); err != nil {
		return nil, nil, err
	}
	return inner, cancel, nil
}

// What it returns still needs the context: no repair by machine.
func (s *store) reopen(ctx context.Context, name string, keep func(context.CancelFunc)) (string, error) {
	inner, cancel := context.WithTimeout(ctx, time.Second) // want "`cancel` is not called"
	if name == "" {
		return s.read(inner, "default")
	}
	keep(cancel)
	return s.read(inner, name)
}

// In a loop, a deferred call would only pile up.
func (s *store) all(ctx context.Context, names []string) error {
	for _, name := range names {
		inner, cancel := context.WithTimeout(ctx, time.Second) // want "Call `cancel\\(\\)` on that path too"
		if _, err := s.read(inner, name); err != nil {
			return err
		}
		cancel()
	}
	return nil
}

// An object under construction that is dropped.
type stream struct {
	ctx    context.Context
	cancel context.CancelFunc
	name   string
}

func openStream(parent context.Context, name string, check func(string) error) (*stream, error) {
	s := &stream{name: name}
	s.ctx, s.cancel = context.WithCancel(parent) // want "`s.cancel` is not called on a path that drops `s`"
	if err := check(name); err != nil {
		return nil, err
	}
	go s.run()
	return s, nil
}

func (s *stream) run() {
	<-s.ctx.Done()
	s.cancel()
}
