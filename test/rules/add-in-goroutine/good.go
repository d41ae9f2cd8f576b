package crawl

import (
	"sync"
	"sync/atomic"
)

func before(urls []string, fetch func(url string)) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			fetch(url)
		}()
	}
	wg.Wait()
}

// The goroutine has been counted; what it adds is for those that it starts.
func tree(roots []string, links func(url string) []string, fetch func(url string)) {
	var wg sync.WaitGroup
	for _, root := range roots {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, link := range links(root) {
				wg.Add(1)
				go func() {
					defer wg.Done()
					fetch(link)
				}()
			}
		}()
	}
	wg.Wait()
}

func pair(fetch func(part int)) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			fetch(1)
		}()
		fetch(0)
		wg.Done()
	}()
	wg.Wait()
}

// A group of the goroutine itself.
func nested(urls []string, fetch func(url string), done chan<- struct{}) {
	go func() {
		var own sync.WaitGroup
		own.Add(len(urls))
		for _, url := range urls {
			go func() {
				defer own.Done()
				fetch(url)
			}()
		}
		own.Wait()
		close(done)
	}()
}

// Other things have an Add too.
type queue struct{ urls []string }

func (q *queue) Add(url string) { q.urls = append(q.urls, url) }

func counted(q *queue, fetch func(url string)) *atomic.Int64 {
	var running atomic.Int64
	for _, url := range q.urls {
		go func() {
			running.Add(1)
			defer running.Add(-1)
			fetch(url)
		}()
	}
	go func() {
		q.Add("/robots.txt")
	}()
	return &running
}

// Called, not started: it runs at once.
func inline(fetch func(url string)) {
	var wg sync.WaitGroup
	func() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			fetch("/")
		}()
	}()
	wg.Wait()
}
