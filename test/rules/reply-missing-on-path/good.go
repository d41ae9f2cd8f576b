package registry

import (
	"context"
	"errors"
)

var errUnknown = errors.New("unknown")

type lookup struct {
	name  string
	reply chan string
}

type registry struct {
	lookups chan lookup
	names   map[string]string
	later   []lookup
}

func (r *registry) find(name string) string {
	reply := make(chan string)
	r.lookups <- lookup{name: name, reply: reply}
	return <-reply
}

// Every path answers.
func (r *registry) serve() {
	for l := range r.lookups {
		if l.name == "" {
			l.reply <- "?"
			continue
		}
		l.reply <- r.names[l.name]
	}
}

// What is kept is answered later, by somebody else.
func (r *registry) serveLater() {
	for l := range r.lookups {
		if l.name == "" {
			r.later = append(r.later, l)
			continue
		}
		l.reply <- r.names[l.name]
	}
}

// A closed channel carries no request.
func (r *registry) serveUntilClosed() {
	for {
		l, ok := <-r.lookups
		if !ok {
			return
		}
		l.reply <- r.names[l.name]
	}
}

type question struct {
	text   string
	answer chan string
}

type oracle struct{ questions chan question }

// The requester does not depend on the answer.
func (o *oracle) ask(ctx context.Context, text string) (string, error) {
	answer := make(chan string, 1)
	o.questions <- question{text: text, answer: answer}
	select {
	case a := <-answer:
		return a, nil
	case <-ctx.Done():
		return "", errUnknown
	}
}

func (o *oracle) serve() {
	for q := range o.questions {
		if q.text == "" {
			continue
		}
		q.answer <- q.text
	}
}

// Some of the commands want no answer: which ones, only their kinds tell.

type command struct {
	kind string
	name string
	done chan error
}

type worker struct {
	commands chan command
	names    map[string]bool
}

func (w *worker) add(name string) error {
	done := make(chan error)
	w.commands <- command{kind: "add", name: name, done: done}
	return <-done
}

func (w *worker) forget(name string) { w.commands <- command{kind: "forget", name: name} }

func (w *worker) serve() {
	for c := range w.commands {
		switch c.kind {
		case "add":
			w.names[c.name] = true
			c.done <- nil
		case "forget":
			delete(w.names, c.name)
		}
	}
}
