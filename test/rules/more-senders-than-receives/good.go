package mirrors

import (
	"context"
	"errors"
	"io"
	"sync"

	"golang.org/x/sync/errgroup"
)

type fetcher struct {
	get func(url string) (io.Reader, error)
}

type result struct {
	body io.Reader
	err  error
}

func (f *fetcher) fastest(urls []string) (io.Reader, error) {
	results := make(chan result, len(urls))
	for _, url := range urls {
		go func() {
			body, err := f.get(url)
			results <- result{body, err}
		}()
	}
	first := <-results
	return first.body, first.err
}

// As many receives as sends: over the same slice, to the same count, all by hand.

func (f *fetcher) checkAll(urls []string) error {
	errs := make(chan error)
	for _, url := range urls {
		go func() {
			_, err := f.get(url)
			errs <- err
		}()
	}
	var all []error
	for range urls {
		all = append(all, <-errs)
	}
	return errors.Join(all...)
}

func (f *fetcher) checkN(n int, url string) (err error) {
	errs := make(chan error)
	for i := 0; i < n; i++ {
		go func() {
			_, err := f.get(url)
			errs <- err
		}()
	}
	for i := 0; i < n; i++ {
		if e := <-errs; e != nil && err == nil {
			err = e
		}
	}
	return err
}

func (f *fetcher) both(first, second string) error {
	errs := make(chan error)
	go func() {
		_, err := f.get(first)
		errs <- err
	}()
	go func() {
		_, err := f.get(second)
		errs <- err
	}()
	return errors.Join(<-errs, <-errs)
}

// Drained to the end by a range, by whoever closes, or deferred.

func (f *fetcher) ranged(urls []string) (bodies []io.Reader) {
	found := make(chan io.Reader)
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			body, _ := f.get(url)
			found <- body
		}()
	}
	go func() {
		wg.Wait()
		close(found)
	}()
	for body := range found {
		bodies = append(bodies, body)
	}
	return bodies
}

func (f *fetcher) drainsRest(urls []string) error {
	errs := make(chan error)
	for _, url := range urls {
		go func() {
			_, err := f.get(url)
			errs <- err
		}()
	}
	for i := range urls {
		if err := <-errs; err != nil {
			go func() {
				for range len(urls) - i - 1 {
					<-errs
				}
			}()
			return err
		}
	}
	return nil
}

// It counts down what it has received.
func (f *fetcher) countsDown(urls []string, stop <-chan struct{}) (err error) {
	errs := make(chan error)
	for _, url := range urls {
		go func() {
			_, err := f.get(url)
			errs <- err
		}()
	}
	active := len(urls)
	for {
		select {
		case e := <-errs:
			err = errors.Join(err, e)
			active--
			if active == 0 {
				return err
			}
		case <-stop:
			stop = nil
		}
	}
}

// Maps come over the channel, one by one.
func (f *fetcher) maps(urls []string) map[string]bool {
	found := make(chan map[string]bool)
	for _, url := range urls {
		go func() {
			_, err := f.get(url)
			found <- map[string]bool{url: err == nil}
		}()
	}
	all := map[string]bool{}
	for range urls {
		for url, ok := range <-found {
			all[url] = ok
		}
	}
	return all
}

// The senders have a way out.

func (f *fetcher) firstOf(ctx context.Context, urls []string) io.Reader {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	bodies := make(chan io.Reader)
	for _, url := range urls {
		go func() {
			body, _ := f.get(url)
			select {
			case bodies <- body:
			case <-ctx.Done():
			}
		}()
	}
	select {
	case body := <-bodies:
		return body
	case <-ctx.Done():
		return nil
	}
}

func (f *fetcher) firstTry(urls []string) io.Reader {
	bodies := make(chan io.Reader, 1)
	for _, url := range urls {
		go func() {
			body, _ := f.get(url)
			select {
			case bodies <- body:
			default:
			}
		}()
	}
	return <-bodies
}

// An error group waits for its functions, and sends nothing.
func (f *fetcher) grouped(urls []string) error {
	var g errgroup.Group
	for _, url := range urls {
		g.Go(func() error {
			_, err := f.get(url)
			return err
		})
	}
	return g.Wait()
}

// One goroutine is started, in the round that leaves the loop.
func (f *fetcher) single(urls []string) io.Reader {
	for _, url := range urls {
		if url == "" {
			continue
		}
		bodies := make(chan io.Reader)
		go func() {
			body, _ := f.get(url)
			bodies <- body
		}()
		return <-bodies
	}
	return nil
}

// A channel for each round.
func (f *fetcher) inTurn(urls []string) (bodies []io.Reader) {
	for _, url := range urls {
		found := make(chan io.Reader)
		go func() {
			body, _ := f.get(url)
			found <- body
		}()
		bodies = append(bodies, <-found)
	}
	return bodies
}
