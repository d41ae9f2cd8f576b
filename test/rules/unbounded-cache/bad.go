package offers

import (
	"encoding/json"
	"fmt"
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
	if offers[customer] == nil {
		offers[customer] = price(customer) // want "`offers` gets an entry for every new key and never loses one"
	}
	w.Write(offers[customer])
}

func price(customer string) []byte {
	text, _ := json.Marshal(customer)
	return text
}

var seen sync.Map

func handleVisit(w http.ResponseWriter, r *http.Request) {
	if _, again := seen.LoadOrStore(r.RemoteAddr, true); again { // want "`seen` gets an entry"
		w.WriteHeader(http.StatusNotModified)
	}
}

var hits = make(map[string]int)

type counter struct{ prefix string }

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := c.prefix + r.URL.Path
	mu.Lock()
	hits[key]++ // want "`hits` gets an entry"
	mu.Unlock()
	fmt.Fprintln(w, key)
}

// Written by a literal in the handler, under a key that it makes.

var sessions sync.Map

func handleLogin(w http.ResponseWriter, r *http.Request) {
	remember := func(user string) {
		sessions.Store(user+"@"+r.Host, w.Header()) // want "`sessions` gets an entry"
	}
	remember(r.FormValue("user"))
}
