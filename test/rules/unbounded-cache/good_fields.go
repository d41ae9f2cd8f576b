package offers

import (
	"net/http"
	"sync"
)

// Bounded: measured, cut, deleted from, replaced.

type counter struct {
	mu   sync.Mutex
	seen map[string]int
	last []string
	ring []string
	next int
	busy sync.Map
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.seen) > 1000 {
		c.seen = map[string]int{}
	}
	c.seen[r.URL.Path]++
	c.last = append(c.last, r.RemoteAddr)
	if len(c.last) > 100 {
		c.last = c.last[1:]
	}
	if c.next == len(c.ring) {
		c.ring = append(c.ring, r.Host)
	}
	c.ring[c.next] = r.Host
	c.busy.Store(r.RemoteAddr, true)
	defer c.busy.Delete(r.RemoteAddr)
}

// One for each request.

type page struct {
	views map[string]int
	parts []string
}

func (p *page) handle(w http.ResponseWriter, r *http.Request) {
	p.views[r.URL.Path]++
	p.parts = append(p.parts, r.Host)
}

func handlePage(w http.ResponseWriter, r *http.Request) {
	p := &page{views: map[string]int{}}
	p.handle(w, r)
	var list http.Handler = http.HandlerFunc(p.handle)
	list.ServeHTTP(w, r)
}

// Filled by what registers, before anything is served.

type routes struct{ byPath map[string]http.HandlerFunc }

var all = &routes{byPath: map[string]http.HandlerFunc{}}

func (s *routes) Register(path string, h http.HandlerFunc) { s.byPath[path] = h }

func (s *routes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h, ok := s.byPath[r.URL.Path]; ok {
		h(w, r)
	}
}

// Keys that are few.

type kind struct{ secure, big bool }

type kinds struct{ count map[kind]int }

func (k *kinds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	k.count[kind{r.TLS != nil, r.ContentLength > 1000}]++
}

// A local of the handler goes with it.

func collect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := map[string]bool{}
		var names []string
		for name := range r.Header {
			seen[name] = true
			names = append(names, name)
		}
		func() {
			seen[r.Host] = true
		}()
		next.ServeHTTP(w, r)
	})
}

// Handed out, or counted in another place.

type shared struct{ users map[string]string }

func (s *shared) all() map[string]string { return s.users }

func (s *shared) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.users[r.FormValue("user")] = r.RemoteAddr
}

var history struct {
	sync.Mutex
	lines []string
	known map[string]bool
}

func handleHistory(w http.ResponseWriter, r *http.Request) {
	history.Lock()
	defer history.Unlock()
	history.lines = append(history.lines, r.URL.Path)
	if len(history.lines) > 10 {
		history.lines = history.lines[1:]
	}
	history.known[r.URL.Path] = true
	if r.Method == http.MethodDelete {
		clear(history.known)
	}
}
