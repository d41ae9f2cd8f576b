package web

import (
	"context"
	"net/http"
	"runtime/pprof"
)

// Labelled marks the samples and goroutines of a handler with its route and
// the tenant that asked, so that a profile can be split by either.
func Labelled(route string, next http.HandlerFunc) http.Handler {
	return &labelled{route: route, next: next}
}

type labelled struct {
	route string
	next  http.HandlerFunc
}

func (l *labelled) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	tenant := r.Header.Get("X-Tenant")
	if tenant == "" {
		tenant = "unknown"
	}
	pprof.Do(r.Context(), pprof.Labels("route", l.route, "tenant", tenant), func(ctx context.Context) {
		l.next(w, r.WithContext(ctx))
	})
}
