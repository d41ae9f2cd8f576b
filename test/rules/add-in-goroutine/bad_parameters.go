package crawl

import "sync"

// What the goroutine's own parameters say cannot be moved out of it.

func fetchPages(pages int, fetch func(page int)) {
	var wg sync.WaitGroup
	go func(n int) {
		wg.Add(n) // want "wg.Wait"
		for page := 0; page < n; page++ {
			go func() {
				defer wg.Done()
				fetch(page)
			}()
		}
	}(pages)
	wg.Wait()
}

func fetchFirst(urls []string, fetch func(url string)) {
	var wg sync.WaitGroup
	for _, url := range urls {
		go func(wg *sync.WaitGroup) {
			wg.Add(1) // want "wg.Wait"
			defer wg.Done()
			fetch(url)
		}(&wg)
	}
	wg.Wait()
}
