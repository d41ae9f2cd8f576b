package feed

import (
	"context"
	"io"
	"net/http"
	"time"
)

type feed struct {
	urls  []string
	fetch func(ctx context.Context, url string) error
}

func (f *feed) refresh(ctx context.Context) error {
	for _, url := range f.urls {
		if err := f.refreshOne(ctx, url); err != nil {
			return err
		}
	}
	return nil
}

func (f *feed) refreshOne(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return f.fetch(ctx, url)
}

func (f *feed) inLiteral(ctx context.Context) {
	for _, url := range f.urls {
		func() {
			one, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			f.fetch(one, url)
		}()
	}
}

func (f *feed) inGoroutines(ctx context.Context) {
	for _, url := range f.urls {
		go func() {
			one, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			f.fetch(one, url)
		}()
	}
}

func (f *feed) atTheEnd(ctx context.Context) {
	for _, url := range f.urls {
		one, cancel := context.WithTimeout(ctx, time.Second)
		f.fetch(one, url)
		cancel()
	}
}

// Before the loop, and after it.
func (f *feed) around(ctx context.Context) {
	all, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for _, url := range f.urls {
		f.fetch(all, url)
	}
	last, stop := context.WithCancel(ctx)
	defer stop()
	f.fetch(last, "/")
}

// The loop is left in the round that derives the context.
func (f *feed) first(ctx context.Context) error {
	for _, url := range f.urls {
		if url == "" {
			continue
		}
		one, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		return f.fetch(one, url)
	}
	return nil
}

func (f *feed) whenReady(ctx context.Context, ready <-chan string) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case url := <-ready:
			one, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			return f.fetch(one, url)
		}
	}
}

func (f *feed) untilOneAnswers(urls <-chan string) error {
	for {
		resp, err := http.Get(<-urls)
		if err != nil {
			continue
		}
		defer resp.Body.Close()
		_, err = io.Copy(io.Discard, resp.Body)
		return err
	}
}

func (f *feed) few(urls []string) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close()
	}
}

func (f *feed) madeBefore(closed <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	for {
		defer ticker.Stop()
		select {
		case <-closed:
			return
		case <-ticker.C:
		}
	}
}

func (f *feed) inARound(urls <-chan string) {
	for url := range urls {
		func() {
			resp, err := http.Get(url)
			if err != nil {
				return
			}
			defer resp.Body.Close()
			io.Copy(io.Discard, resp.Body)
		}()
	}
}

func (f *feed) once(urls <-chan string, isFirst bool) {
	var late <-chan time.Time
	for {
		if isFirst {
			isFirst = false
			timer := time.NewTimer(time.Second)
			defer timer.Stop()
			late = timer.C
		}
		select {
		case <-urls:
		case <-late:
			return
		}
	}
}
