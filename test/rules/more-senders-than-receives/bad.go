package mirrors

import (
	"errors"
	"io"
)

type fetcher struct {
	get func(url string) (io.Reader, error)
}

type result struct {
	body io.Reader
	err  error
}

func (f *fetcher) fastest(urls []string) (io.Reader, error) {
	results := make(chan result)
	for _, url := range urls {
		go func() {
			body, err := f.get(url)
			results <- result{body, err} // want "blocks for ever in all goroutines but those that are received from"
		}()
	}
	first := <-results
	return first.body, first.err
}

// The first error ends it.
func (f *fetcher) checkAll(urls []string) error {
	errs := make(chan error)
	for _, url := range urls {
		go func(url string) {
			_, err := f.get(url)
			errs <- err // want "Give `errs` room for all of them"
		}(url)
	}
	for range urls {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func (f *fetcher) checkN(n int, url string) error {
	errs := make(chan error)
	for i := 0; i < n; i++ {
		go f.checkInto(url, errs)
	}
	for i := 0; i < n; i++ {
		err := <-errs
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *fetcher) checkInto(url string, errs chan<- error) {
	_, err := f.get(url)
	errs <- err // want "Give `errs` room for all of them"
}

// Two by hand, one received.
func (f *fetcher) either(first, second string) io.Reader {
	bodies := make(chan io.Reader)
	go func() {
		body, _ := f.get(first)
		bodies <- body // want "Give `bodies` room for all of them"
	}()
	go func() {
		body, _ := f.get(second)
		bodies <- body
	}()
	return <-bodies
}

func (f *fetcher) firstGood(urls [3]string) (io.Reader, error) {
	bodies := make(chan io.Reader)
	for _, url := range urls {
		go func() {
			body, _ := f.get(url)
			bodies <- body // want "blocks for ever"
		}()
	}
	for range len(urls) {
		if body := <-bodies; body != nil {
			return body, nil
		}
	}
	return nil, errors.New("all failed")
}
