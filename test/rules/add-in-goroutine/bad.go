package crawl

import "sync"

type crawler struct {
	wg    sync.WaitGroup
	fetch func(url string)
}

func fetchAll(urls []string, fetch func(url string)) {
	var wg sync.WaitGroup
	for _, url := range urls {
		go func() {
			wg.Add(1) // want "wg.Wait\\(\\)` may return before this `Add` has run"
			defer wg.Done()
			fetch(url)
		}()
	}
	wg.Wait()
}

func (c *crawler) visit(url string) {
	go func(target string) {
		c.wg.Add(1) // want "c.wg.Wait"
		defer c.wg.Done()
		c.fetch(target)
	}(url)
}

func (c *crawler) both(first, second string) {
	go func() {
		c.wg.Add(1) // want "c.wg.Wait"
		c.fetch(first)
		c.wg.Done()
	}()
	go func() {
		c.wg.Add(1) // want "c.wg.Wait"
		c.fetch(second)
		c.wg.Done()
	}()
	c.wg.Wait()
}

func (c *crawler) ping(url string) {
	go func() { c.wg.Add(1); c.fetch(url); c.wg.Done() }() // want "c.wg.Wait"
}

// A group behind a pointer, and one that is embedded.

func fetchInto(wg *sync.WaitGroup, url string, fetch func(url string)) {
	if url != "" {
		go func() {
			wg.Add(1) // want "wg.Wait"
			defer wg.Done()
			fetch(url)
		}()
	}
}

type pool struct {
	sync.WaitGroup
	size int
}

func (p *pool) start(work func()) {
	for i := 0; i < p.size; i++ {
		go func() {
			p.Add(1) // want "p.Wait"
			defer p.Done()
			work()
		}()
	}
}
