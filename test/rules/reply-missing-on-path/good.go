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
