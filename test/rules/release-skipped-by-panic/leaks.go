package upload

import (
	"context"
	"net/http"
	"net/http/httptest"
)

func panicking() *server {
	return &server{
		parse: func(*http.Request) ([]string, error) { return []string{"a"}, nil },
		beat:  func(ctx context.Context) { <-ctx.Done() },
		store: func(string) { panic("full") },
	}
}

// As net/http calls a handler.
func called(h http.HandlerFunc) {
	defer func() { recover() }()
	r := httptest.NewRequest("GET", "/", nil)
	r.Form = map[string][]string{"name": {"a"}}
	h(httptest.NewRecorder(), r)
}

func leak_upload()       { called(panicking().upload) }
func leak_progress()     { called(panicking().progress) }
func leak_thenAnswers()  { called(panicking().thenAnswers) }
func leak_cancelsEarly() { called(panicking().cancelsEarly) }
func leak_storeAll()     { panicking().storeAll([]string{"a"}) }
func leak_guarded()      { panicking().guarded("a") }
func leak_count()        { s := panicking(); called(s.count); called(s.count) }
func leak_logged()       { panicking().logged("a") }

//leak:kept
func leak_countAndLog() {
	s := panicking()
	post := func(w http.ResponseWriter, r *http.Request) {
		r.Method = http.MethodPost
		s.countAndLog(w, r)
	}
	called(post)
	called(post)
}

//leak:kept
func leak_waits() { called(panicking().waits) }

//leak:kept
func leak_inLoop() { called(panicking().inLoop) }
