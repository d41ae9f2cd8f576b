package dropped

import "errors"

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

func newService(name string, add func(string) error) (*service, error) {
	s := &service{name: name, calls: make(chan func()), quit: make(chan struct{})}
	go s.run() // want "dropped on an error path after its goroutine was started"
	if err := s.register(add); err != nil {
		return nil, err
	}
	return s, nil
}

// The goroutine is one of its parts.
type dispatcher struct{ queue chan func() }

func (d *dispatcher) run() {
	for f := range d.queue {
		f()
	}
}

type server struct {
	events dispatcher
	name   string
}

func newServer(name string) (*server, error) {
	s := &server{events: dispatcher{queue: make(chan func(), 100)}}
	go s.events.run() // want "dropped on an error path"
	if name == "" {
		return nil, errName
	}
	s.name = name
	return s, nil
}
