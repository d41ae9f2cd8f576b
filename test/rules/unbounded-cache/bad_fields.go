package offers

import (
	"io"
	"net/http"
	"sync"
	"time"
)

// Fields of what serves as long as the process.

type counter struct {
	mu   sync.Mutex
	seen map[string]int
	last []string
}

func newCounter() http.Handler { return &counter{seen: map[string]int{}} }

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[r.URL.Path]++                  // want "`c.seen` gets an entry for every new key"
	c.last = append(c.last, r.RemoteAddr) // want "`c.last` gets an element with every request"
}

type api struct {
	mu     sync.RWMutex
	cache  map[string][]byte
	visits sync.Map
}

func (a *api) routes(mux *http.ServeMux) {
	mux.HandleFunc("/offer", a.offer)
}

func (a *api) offer(w http.ResponseWriter, r *http.Request) {
	a.visits.Store(r.RemoteAddr, time.Now()) // want "`a.visits` gets an entry"
	w.Write(a.text(r.FormValue("offer")))
}

// Called by a handler, with the key from the request.
func (a *api) text(key string) []byte {
	a.mu.RLock()
	found, ok := a.cache[key]
	a.mu.RUnlock()
	if !ok {
		found = []byte(key)
		a.mu.Lock()
		a.cache[key] = found // want "`a.cache` gets an entry"
		a.mu.Unlock()
	}
	return found
}

type resolver struct {
	mu    sync.Mutex
	known map[string]string
}

var standard = &resolver{known: map[string]string{}}

func (r *resolver) lookup(host string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if address, ok := r.known[host]; ok {
		return address
	}
	r.known[host] = "address of " + host // want "`r.known` gets an entry"
	return r.known[host]
}

func handleLookup(w http.ResponseWriter, r *http.Request) {
	io.WriteString(w, standard.lookup(r.Host))
}
