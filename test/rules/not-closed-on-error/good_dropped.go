package dropped

import (
	"context"
	"errors"
)

var errName = errors.New("no name")

type service struct {
	name  string
	calls chan func()
	quit  chan struct{}
}

func (s *service) run() {
	for {
		select {
		case f := <-s.calls:
			f()
		case <-s.quit:
			return
		}
	}
}

func (s *service) register(add func(string) error) error { return add(s.name) }

func (s *service) close() { close(s.quit) }

// It is ended before it is dropped.
func newService(name string, add func(string) error) (*service, error) {
	s := &service{name: name, calls: make(chan func()), quit: make(chan struct{})}
	go s.run()
	if err := s.register(add); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// By hand.
func newQuiet(name string, add func(string) error) (*service, error) {
	s := &service{name: name, calls: make(chan func()), quit: make(chan struct{})}
	go s.run()
	if err := add(name); err != nil {
		close(s.quit)
		return nil, err
	}
	return s, nil
}

// By what is deferred.
func newSafe(name string, add func(string) error) (_ *service, err error) {
	s := &service{name: name, calls: make(chan func()), quit: make(chan struct{})}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	go s.run()
	if err := s.register(add); err != nil {
		return nil, err
	}
	return s, nil
}

// Nothing can fail after the start.
func newLate(name string, add func(string) error) (*service, error) {
	s := &service{name: name, calls: make(chan func()), quit: make(chan struct{})}
	if err := s.register(add); err != nil {
		return nil, err
	}
	go s.run()
	return s, nil
}

// Somebody else has it too.
type registry struct{ all []*service }

func (r *registry) add(s *service) { r.all = append(r.all, s) }

func newShared(r *registry, name string) (*service, error) {
	s := &service{name: name, calls: make(chan func()), quit: make(chan struct{})}
	r.add(s)
	go s.run()
	if name == "" {
		return nil, errName
	}
	return s, nil
}

// The caller's context ends it as well.
type watcher struct {
	ctx  context.Context
	seen chan string
}

func (w *watcher) run() {
	for {
		select {
		case <-w.seen:
		case <-w.ctx.Done():
			return
		}
	}
}

func newWatcher(ctx context.Context, name string) (*watcher, error) {
	w := &watcher{ctx: ctx, seen: make(chan string)}
	go w.run()
	if name == "" {
		return nil, errName
	}
	return w, nil
}

// It ends by itself.
type loader struct{ loaded chan string }

func (l *loader) load() {
	for _, n := range []string{"a", "b"} {
		select {
		case l.loaded <- n:
		default:
		}
	}
}

func newLoader(name string) (*loader, error) {
	l := &loader{loaded: make(chan string, 2)}
	go l.load()
	if name == "" {
		return nil, errName
	}
	return l, nil
}
