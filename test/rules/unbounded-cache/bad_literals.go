package visits

import (
	"net/http"
	"sync"
	"time"
)

type key struct{ user, path string }

var (
	mu     sync.Mutex
	visits = map[string]time.Time{}
	pairs  = map[key]int{}
	paths  []string
)

func Routes(mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		visits[r.RemoteAddr] = time.Now()         // want "`visits` gets an entry"
		pairs[key{r.FormValue("user"), r.Host}]++ // want "`pairs` gets an entry"
		paths = append(paths, r.URL.Path)         // want "`paths` gets an element"
	})
}

// A map of the function around lives as long as the handler that it answers with.
func counted(next http.Handler) http.Handler {
	var lock sync.Mutex
	seen := map[string]int{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		seen[r.RemoteAddr]++ // want "`seen` gets an entry"
		lock.Unlock()
		next.ServeHTTP(w, r)
	})
}

// In a variable whose type has no name.

var history struct {
	sync.Mutex
	lines []string
}

func audited(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		history.Lock()
		history.lines = append(history.lines, r.URL.Path) // want "`history.lines` gets an element"
		history.Unlock()
		next(w, r)
	}
}
