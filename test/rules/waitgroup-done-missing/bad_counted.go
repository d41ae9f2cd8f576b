package counted

import (
	"net/url"
	"sync"
)

// A bad address is skipped, and yet it is counted.
func gather(addresses []string, get func(*url.URL), report func(error)) {
	var wg sync.WaitGroup
	wg.Add(len(addresses))
	for _, a := range addresses {
		u, err := url.Parse(a)
		if err != nil {
			report(err)
			continue
		}
		go func(u *url.URL) {
			defer wg.Done()
			get(u)
		}(u)
	}
	wg.Wait() // want "one of them may start nothing"
}

// The rest is not started.
func until(jobs []func() bool, over func() bool) {
	var wg sync.WaitGroup
	wg.Add(len(jobs))
	for _, job := range jobs {
		if over() {
			break
		}
		go func() {
			defer wg.Done()
			job()
		}()
	}
	wg.Wait() // want "one of them may start nothing"
}
