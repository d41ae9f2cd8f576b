package upload

import (
	"context"
	"log"
	"net/http"
	"strconv"
	"sync"
	"time"
)

type server struct {
	parse func(r *http.Request) ([]string, error)
	beat  func(ctx context.Context)
	store func(name string)
	mu    sync.Mutex
	n     int
}

func (s *server) upload(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	defer cancel()
	go s.beat(ctx)
	names, err := s.parse(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
	for _, name := range names {
		s.store(name)
	}
}

// Nothing between them that can panic.

func (s *server) quick(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(context.Background())
	go s.beat(ctx)
	n := len(r.URL.Path)
	log.Print("stopping after ", time.Duration(n))
	cancel()
	w.WriteHeader(http.StatusOK)
}

func (s *server) count(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.n += len(r.URL.Path)
	n := strconv.Itoa(s.n)
	s.mu.Unlock()
	w.Write([]byte(n))
}

func (s *server) countHeader(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.n += len(r.Header.Get("Accept"))
	s.add(1)
	s.mu.Unlock()
	w.WriteHeader(http.StatusOK)
}

func (s *server) add(n int) { s.n += n }

func (s *server) countDeferred(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.store(r.URL.Path)
}

// Called with the lock held: lets go of it around the call.
func (s *server) around(w http.ResponseWriter, r *http.Request) {
	s.mu.Unlock()
	s.store(r.URL.Path)
	s.mu.Lock()
}

func (s *server) closeAtOnce(w http.ResponseWriter, r *http.Request) {
	done := make(chan struct{})
	go func() {
		<-done
		log.Print(r.URL.Path)
	}()
	close(done)
	s.store(r.URL.Path)
}

// Nothing recovers: the process ends with the panic.

func (s *server) plain(name string) {
	done := make(chan struct{})
	go func() {
		<-done
	}()
	s.store(name)
	close(done)
}

func (s *server) storeAll(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			s.store(name)
			wg.Done()
		}()
	}
	wg.Wait()
}

// Nobody waits: no goroutine listens to the context.
func (s *server) alone(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Second)
	s.store(r.URL.Path)
	if ctx.Err() != nil {
		http.Error(w, "late", http.StatusGatewayTimeout)
	}
	cancel()
}

// Released by a deferred closure as well.
func (s *server) twice(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(context.Background())
	defer func() {
		log.Print("over")
		cancel()
	}()
	go s.beat(ctx)
	s.store(r.URL.Path)
	cancel()
	w.WriteHeader(http.StatusOK)
}

// The recover guards something else: a function that is called.
func (s *server) safely(name string) {
	defer func() {
		recover()
	}()
	s.store(name)
}

func (s *server) afterSafely(name string) {
	done := make(chan struct{})
	go func() {
		<-done
	}()
	s.safely(name)
	close(done)
}

func (s *server) wgFirst(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() {
			recover()
		}()
		s.store(r.URL.Path)
	}()
	wg.Wait()
}
