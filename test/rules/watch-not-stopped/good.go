package pods

import "errors"

type event struct{ name string }

type watch interface {
	Stop()
	ResultChan() <-chan event
}

type client interface {
	Watch(name string) (watch, error)
}

var errGone = errors.New("gone")

func waitFor(c client, name string) error {
	w, err := c.Watch(name)
	if err != nil {
		return err
	}
	defer w.Stop()
	for e := range w.ResultChan() {
		if e.name == name {
			return nil
		}
	}
	return errGone
}

// To the end of the events.
func count(c client, name string) (n int, err error) {
	w, err := c.Watch(name)
	if err != nil {
		return 0, err
	}
	for range w.ResultChan() {
		n++
	}
	return n, nil
}

// Handed on.
type keeper struct{ w watch }

func (k *keeper) open(c client, name string) (<-chan event, error) {
	w, err := c.Watch(name)
	if err != nil {
		return nil, err
	}
	k.w = w
	return w.ResultChan(), nil
}

func followEach(c client, name string, tell func(event)) error {
	for {
		w, err := c.Watch(name)
		if err != nil {
			return err
		}
		for e := range w.ResultChan() {
			if e.name == "" {
				break
			}
			tell(e)
		}
		w.Stop()
	}
}

// The end of its events ends it.
func followAll(c client, name string, tell func(event)) error {
	for {
		w, err := c.Watch(name)
		if err != nil {
			return err
		}
		for e := range w.ResultChan() {
			tell(e)
		}
	}
}
