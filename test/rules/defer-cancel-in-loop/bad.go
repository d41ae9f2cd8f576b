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
		one, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want "`defer cancel\\(\\)` in a loop runs when the function returns"
		if err := f.fetch(one, url); err != nil {
			return err
		}
	}
	return nil
}

func (f *feed) poll(ctx context.Context) {
	for ctx.Err() == nil {
		one, cancel := context.WithCancel(ctx)
		defer cancel() // want "contexts pile up"
		for _, url := range f.urls {
			f.fetch(one, url)
		}
	}
}

func (f *feed) retry(ctx context.Context, url string) error {
	var err error
	for i := 0; i < 3; i++ {
		if i > 0 {
			time.Sleep(time.Second)
		}
		attempt, stop := context.WithDeadline(ctx, time.Now().Add(time.Second))
		defer stop() // want "`defer stop\\(\\)` in a loop"
		if err = f.fetch(attempt, url); err == nil {
			break
		}
	}
	return err
}

func (f *feed) serve(ctx context.Context, requests <-chan string) {
	go func() {
		for url := range requests {
			if url != "" {
				one, cancel := context.WithTimeout(ctx, time.Second)
				defer cancel() // want "`defer cancel\\(\\)` in a loop"
				f.fetch(one, url)
			}
		}
	}()
}

// Whatever is released so piles up where the loop has no end.

func (f *feed) watch(closed <-chan struct{}) {
	for {
		timer := time.NewTimer(time.Second)
		defer timer.Stop() // want "`defer timer.Stop\\(\\)` in a loop without end"
		select {
		case <-closed:
			return
		case <-timer.C:
		}
		f.refresh(context.Background())
	}
}

func (f *feed) download(urls <-chan string) error {
	for url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want "what each round makes piles up"
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			return err
		}
	}
	return nil
}
