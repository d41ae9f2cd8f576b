package fleet

import "errors"

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

// One early return among right ones.
func copyAll(addr, user string) error {
	c, err := dial(addr) // want "dropped on an error path"
	if err != nil {
		return err
	}
	if user == "" {
		return errNobody
	}
	if err := c.login(user); err != nil {
		c.Close()
		return err
	}
	err = c.sync()
	c.Close()
	return err
}

// A constructor that gives up: its caller would have closed it.
func open(addr, user string) (*client, error) {
	c, err := dial(addr) // want "dropped on an error path"
	if err != nil {
		return nil, err
	}
	if err := c.login(user); err != nil {
		return nil, err
	}
	return c, nil
}

func use(addr string) error {
	c, err := open(addr, "me")
	if err != nil {
		return err
	}
	defer c.Close()
	return c.sync()
}

// What fails to start has not started: nothing is known to go on (information).

type worker struct{ stop chan struct{} }

func newWorker() *worker { return &worker{stop: make(chan struct{})} }

func (w *worker) start(user string) error {
	if user == "" {
		return errNobody
	}
	go func() { <-w.stop }()
	return nil
}

func (w *worker) check() error { return nil }
func (w *worker) Stop()        { close(w.stop) }

func launch(user string) (*worker, error) {
	w := newWorker() // want "dropped on an error path"
	if err := w.start(user); err != nil {
		return nil, err
	}
	return w, nil
}

// Behind the start it has (warning).
func launchAndCheck(user string) (*worker, error) {
	w := newWorker() // want "dropped on an error path"
	if err := w.start(user); err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	return w, nil
}

func try(user string) {
	w, err := launch(user)
	if err == nil {
		w.Stop()
	}
	if w, err = launchAndCheck(user); err == nil {
		w.Stop()
	}
}

// A function that ends it on no path may have nothing to end (information).
func probe(addr, user string) error {
	c, err := dial(addr) // want "dropped on an error path"
	if err != nil {
		return err
	}
	return c.login(user)
}
