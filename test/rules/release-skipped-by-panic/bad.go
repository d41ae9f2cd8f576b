package upload

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"sync"
)

type server struct {
	parse func(r *http.Request) ([]string, error)
	beat  func(ctx context.Context)
	store func(name string)
	mu    sync.Mutex
}

func (s *server) upload(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	go s.beat(ctx)
	names, err := s.parse(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
	for _, name := range names {
		s.store(name)
	}
	cancel() // want "A panic before this line skips `cancel\\(\\)`, and net/http goes on"
}

func (s *server) progress(w http.ResponseWriter, r *http.Request) {
	done := make(chan struct{})
	go func() {
		<-done
		log.Print("done")
	}()
	s.store(r.URL.Path)
	close(done) // want "A panic before this line skips `close\\(done\\)`"
}

func (s *server) thenAnswers(w http.ResponseWriter, r *http.Request) {
	done := make(chan struct{})
	go func() {
		<-done
	}()
	s.store(r.URL.Path)
	close(done) // want "skips `close\\(done\\)`"
	w.WriteHeader(http.StatusAccepted)
}

func (s *server) count(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.store(r.URL.Path)
	s.mu.Unlock() // want "skips `s.mu.Unlock\\(\\)`, and net/http goes on: whoever locks next waits for ever"
}

// What comes after it may want the lock: no repair by machine.
func (s *server) countAndLog(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		s.mu.Lock()
		s.store(r.URL.Path)
		s.mu.Unlock() // want "skips `s.mu.Unlock\\(\\)`"
	}
	s.count(w, r)
}

// A recover of its own.
func (s *server) storeAll(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer func() {
				if e := recover(); e != nil {
					log.Print(e)
				}
			}()
			s.store(name)
			wg.Done() // want "the deferred recover goes on"
		}()
	}
	wg.Wait()
}

func (s *server) guarded(name string) (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("storing %s: %v", name, e)
		}
	}()
	ctx, stop := context.WithCancel(context.Background())
	go s.beat(ctx)
	s.store(name)
	stop() // want "A panic before this line skips `stop\\(\\)`"
	return nil
}

// Somebody waits for the release further down: no repair by machine.
func (s *server) waits(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Add(1)
	go func() {
		defer wg.Done()
		<-done
		log.Print(r.URL.Path)
	}()
	s.store(r.URL.Path)
	close(done) // want "skips `close\\(done\\)`"
	wg.Wait()
}

// A cancel function may be called twice.
func (s *server) cancelsEarly(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	beaten := make(chan struct{})
	go func() {
		defer close(beaten)
		s.beat(ctx)
	}()
	s.store(r.URL.Path)
	cancel() // want "skips `cancel\\(\\)`"
	<-beaten
}

// A defer in a loop would wait for the end of the function.
func (s *server) inLoop(w http.ResponseWriter, r *http.Request) {
	for _, name := range r.Form["name"] {
		ctx, cancel := context.WithCancel(r.Context())
		go s.beat(ctx)
		s.store(name)
		cancel() // want "skips `cancel\\(\\)`"
	}
}

func (s *server) logged(name string) {
	defer logPanic(name)
	finished := make(chan struct{})
	go func() {
		<-finished
	}()
	s.store(name)
	close(finished) // want "skips `close\\(finished\\)`"
}

func logPanic(name string) {
	if e := recover(); e != nil {
		log.Print(name, e)
	}
}
