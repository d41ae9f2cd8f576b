package board

import "sync"

// Types whose methods wait for goroutines that need the mutex.

type updater struct {
	mu      sync.Mutex
	values  map[string]int
	updates chan string
	done    chan struct{}
}

func newUpdater() *updater {
	u := &updater{values: map[string]int{}, updates: make(chan string, 1), done: make(chan struct{})}
	go func() {
		defer close(u.done)
		for name := range u.updates {
			u.count(name)
		}
	}()
	return u
}

func (u *updater) count(name string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.values[name]++
}

func (u *updater) stop() {
	u.mu.Lock()
	defer u.mu.Unlock()
	close(u.updates)
	<-u.done // want "`<-u.done` waits with `u.mu` held, and a goroutine of `newUpdater` needs `u.mu` before"
}

// A WaitGroup that counts one goroutine which needs the mutex, by way of a helper that waits.

type pool struct {
	sync.RWMutex
	quit    chan struct{}
	tasks   chan func()
	idle    int
	workers sync.WaitGroup
}

func (p *pool) start(n int) {
	for range n {
		p.workers.Add(2)
		go p.work()
		go p.watch()
	}
}

func (p *pool) watch() {
	defer p.workers.Done()
	<-p.quit
}

func (p *pool) work() {
	defer p.workers.Done()
	for {
		select {
		case task := <-p.tasks:
			task()
			p.Lock()
			p.idle++
			p.Unlock()
		case <-p.quit:
			return
		}
	}
}

func (p *pool) wait() {
	close(p.quit)
	p.workers.Wait()
}

func (p *pool) Close() {
	p.RLock()
	defer p.RUnlock()
	p.wait() // want "`p.wait\\(\\)` waits with `p` held, and `\\(\\*pool\\).work` needs `p` before"
}

// A send to a loop that needs the mutex between two receives.

type journal struct {
	mu    sync.Mutex
	lines chan string
	kept  []string
}

func newJournal() *journal {
	j := &journal{lines: make(chan string)}
	go j.keep()
	return j
}

func (j *journal) keep() {
	for line := range j.lines {
		j.mu.Lock()
		j.kept = append(j.kept, line)
		j.mu.Unlock()
	}
}

func (j *journal) log(lines ...string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, line := range lines {
		j.lines <- line // want "`j.lines <- line` waits with `j.mu` held"
	}
}

// The end of what the group itself has started.

type cache struct {
	mu      sync.Mutex
	entries map[string]string
	loads   sync.WaitGroup
}

func (c *cache) load(keys []string, get func(string) string) {
	for _, key := range keys {
		c.loads.Go(func() {
			value := get(key)
			c.mu.Lock()
			c.entries[key] = value
			c.mu.Unlock()
		})
	}
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.loads.Wait() // want "`c.loads.Wait\\(\\)` waits with `c.mu` held"
	clear(c.entries)
}
