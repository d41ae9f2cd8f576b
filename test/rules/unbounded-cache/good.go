package offers

import (
	"net/http"
	"sync"
)

var (
	mu     sync.Mutex
	offers = map[string][]byte{}
)

func handleOffer(w http.ResponseWriter, r *http.Request) {
	customer := r.FormValue("customer")
	mu.Lock()
	defer mu.Unlock()
	if len(offers) > 1000 {
		clear(offers)
	}
	offers[customer] = []byte(customer)
	w.Write(offers[customer])
}

// Deleted from, replaced, or measured somewhere in the package.

var sessions = map[string]string{}

func handleLogin(w http.ResponseWriter, r *http.Request) {
	sessions[r.FormValue("user")] = r.RemoteAddr
}

func handleLogout(w http.ResponseWriter, r *http.Request) {
	delete(sessions, r.FormValue("user"))
}

var today = map[string]int{}

func handleHit(w http.ResponseWriter, r *http.Request) {
	today[r.URL.Path]++
}

func midnight() {
	today = map[string]int{}
}

var locks sync.Map

func handleLock(w http.ResponseWriter, r *http.Request) {
	locks.Store(r.URL.Path, true)
}

func unlock(path string) {
	locks.Delete(path)
}

// Filled by init, by variables, by functions that register.

var routes = map[string]http.HandlerFunc{"/offer": handleOffer}

func init() {
	for path, h := range map[string]http.HandlerFunc{"/login": handleLogin} {
		routes[path] = h
	}
}

func Register(path string, h http.HandlerFunc) {
	routes[path] = h
}

// Keys that are few: constants, numbers, named types.

type plan string

var (
	byPlan   = map[plan]int{}
	byStatus = map[int]int{}
	byKind   = map[string]int{}
	byFlag   = map[bool]int{}
)

func handlePlan(w http.ResponseWriter, r *http.Request) {
	byPlan[plan(r.FormValue("plan"))]++
	byStatus[int(r.ContentLength)%100]++
	byFlag[r.TLS != nil]++
	if r.Method == http.MethodPost {
		byKind["write"]++
	} else {
		byKind["read"]++
	}
}

// Handed out: somebody else may bound it.

var shared = map[string]string{}

func handleShared(w http.ResponseWriter, r *http.Request) {
	shared[r.URL.Path] = r.Method
	trim(shared)
}

func trim(m map[string]string) {
	for key := range m {
		delete(m, key)
		return
	}
}

// It lives no longer than the request, or the object.

type page struct{ views map[string]int }

func (p *page) handle(w http.ResponseWriter, r *http.Request) {
	local := map[string]string{}
	local[r.URL.Path] = r.Method
	p.views[r.URL.Path]++
}

// Overwritten, not added to: a list of what is there already.

var known = map[string]bool{"a": true, "b": true}

func handleKnown(w http.ResponseWriter, r *http.Request) {
	for key := range known {
		known[key] = r.FormValue(key) != ""
	}
}

// Only keys that are there.
var counts = map[string]int{"/": 0, "/offer": 0}

func handleCount(w http.ResponseWriter, r *http.Request) {
	if _, ok := counts[r.URL.Path]; ok {
		counts[r.URL.Path]++
	}
}
