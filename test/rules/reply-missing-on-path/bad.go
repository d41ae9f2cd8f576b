package registry

import "errors"

var errUnknown = errors.New("unknown")

type lookup struct {
	name  string
	reply chan string
}

type registry struct {
	lookups chan lookup
	names   map[string]string
	stop    chan struct{}
}

func (r *registry) find(name string) string {
	reply := make(chan string)
	r.lookups <- lookup{name: name, reply: reply}
	return <-reply
}

func (r *registry) serve() {
	for l := range r.lookups { // want "The request `l` is not answered on every path"
		if l.name == "" {
			continue
		}
		l.reply <- r.names[l.name]
	}
}

type removal struct {
	name string
	done chan error
}

type remover struct {
	removals chan *removal
	stop     chan struct{}
	names    map[string]bool
}

func (r *remover) remove(name string) error {
	req := &removal{name: name, done: make(chan error, 1)}
	r.removals <- req
	return <-req.done
}

func (r *remover) loop() {
	for {
		select {
		case req := <-r.removals: // want "Send on `req.done` there too"
			switch {
			case r.names[req.name]:
				delete(r.names, req.name)
				req.done <- nil
			case req.name == "*":
				clear(r.names)
			default:
				req.done <- errUnknown
			}
		case <-r.stop:
			return
		}
	}
}

type question struct {
	key    string
	answer chan string
}

type book struct {
	questions chan question
	pages     map[string]string
}

func (b *book) ask(key string) string {
	q := question{key: key, answer: make(chan string)}
	b.questions <- q
	return <-q.answer
}

// `ok` says whether there is an entry, not whether there was a request.
func (b *book) loop() {
	for q := range b.questions { // want "Send on `q.answer` there too"
		page, ok := b.pages[q.key]
		if !ok {
			continue
		}
		q.answer <- page
	}
}
