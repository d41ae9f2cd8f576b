package fleet

import (
	"errors"
	"os"
	"sync"
	"sync/atomic"
)

type client struct{ stop chan struct{} }

func dial(addr string) (*client, error) {
	c := &client{stop: make(chan struct{})}
	go func() { <-c.stop }()
	return c, nil
}

func (c *client) Close()               { close(c.stop) }
func (c *client) login(u string) error { return nil }
func (c *client) sync() error          { return nil }

var errNobody = errors.New("nobody")

func copyAll(addr, user string) error {
	c, err := dial(addr)
	if err != nil {
		return err
	}
	defer c.Close()
	if user == "" {
		return errNobody
	}
	return c.login(user)
}

// A deferred function decides by the named result.
func open(addr, user string) (c *client, err error) {
	made, err := dial(addr)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			made.Close()
		}
	}()
	if err := made.login(user); err != nil {
		return nil, err
	}
	return made, nil
}

// Kept by somebody else.
type fleet struct{ clients []*client }

func (f *fleet) add(addr, user string) error {
	c, err := dial(addr)
	if err != nil {
		return err
	}
	f.clients = append(f.clients, c)
	return c.login(user)
}

// Nothing ends these: the package shows no duty.
type page struct{ text string }

func load(name string) (*page, error) { return &page{}, nil }

func show(name string) error {
	p, err := load(name)
	if err != nil {
		return err
	}
	if p.text == "" {
		return errNobody
	}
	return nil
}

// A file is closed by the collector at last.
func size(name string) (int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	f.Close()
	return info.Size(), nil
}

// Nothing was made.
func check(addr string) error {
	c, err := dial(addr)
	if errors.Is(err, errNobody) {
		return err
	}
	if err != nil {
		return err
	}
	c.Close()
	return nil
}

// Deferred before there is anything to close.
func late(addr, user string, wanted bool) error {
	var c *client
	var err error
	defer func() {
		if c != nil {
			c.Close()
		}
	}()
	if wanted {
		c, err = dial(addr)
		if err != nil {
			return err
		}
	}
	if user == "" {
		return errNobody
	}
	return c.sync()
}

// Lent by whoever keeps it: a registry, a field, a cache behind an interface.

type registry struct {
	mu      sync.Mutex
	clients map[string]*client
	first   *client
}

func (r *registry) known(addr string) (*client, error) {
	if c, ok := r.clients[addr]; ok {
		return c, nil
	}
	return nil, errNobody
}

func (r *registry) made(addr string) (*client, error) {
	c, err := dial(addr)
	if err != nil {
		return nil, err
	}
	r.clients[addr] = c
	return c, nil
}

func (r *registry) any() *client {
	for _, c := range r.clients {
		return c
	}
	return r.first
}

type lender interface {
	known(addr string) (*client, error)
}

func useLent(r *registry, l lender, addr, user string) error {
	c, err := r.known(addr)
	if err != nil {
		return err
	}
	if err := c.login(user); err != nil {
		return err
	}
	m, err := r.made(addr)
	if err != nil {
		return err
	}
	if err := m.login(user); err != nil {
		return err
	}
	first := r.any()
	if err := first.login(user); err != nil {
		return err
	}
	behind, err := l.known(addr)
	if err != nil {
		return err
	}
	return behind.login(user)
}

func drop(r *registry, l lender, addr string) {
	if c, err := r.known(addr); err == nil {
		c.Close()
	}
	if m, err := r.made(addr); err == nil {
		m.Close()
	}
	if b, err := l.known(addr); err == nil {
		b.Close()
	}
	r.any().Close()
	x := r.any()
	x.Close()
}

// Stored atomically: somebody else has it.
type current struct{ now atomic.Value }

func (h *current) swap(addr, user string) error {
	c, err := dial(addr)
	if err != nil {
		return err
	}
	h.now.Store(c)
	return c.login(user)
}

// Ended by a method that does more than that.
func (c *client) CloseNow() { c.Close() }

func probe(addr, user string) error {
	c, err := dial(addr)
	if err != nil {
		return err
	}
	defer c.CloseNow()
	if user == "" {
		return errNobody
	}
	return c.login(user)
}
