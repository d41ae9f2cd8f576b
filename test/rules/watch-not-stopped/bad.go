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
	w, err := c.Watch(name) // want "The watch `w` is not stopped on every path"
	if err != nil {
		return err
	}
	for e := range w.ResultChan() {
		if e.name == name {
			return nil
		}
	}
	return errGone
}

// Every round starts another.
func follow(c client, name string, tell func(event)) error {
	for {
		w, err := c.Watch(name) // want "Call `w.Stop\\(\\)` at the end of each round"
		if err != nil {
			return err
		}
		for e := range w.ResultChan() {
			if e.name == "" {
				break
			}
			tell(e)
		}
	}
}
