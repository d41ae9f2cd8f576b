package calls

import "sync"

type group struct {
	mu    sync.Mutex
	calls map[string]*call
}

type call struct {
	done  chan struct{}
	value string
	err   error
}

// Who comes later finds the call and waits for it.
func (g *group) do(key string, fetch func() (string, error)) (string, error) {
	g.mu.Lock()
	if c, ok := g.calls[key]; ok {
		g.mu.Unlock()
		<-c.done
		return c.value, c.err
	}
	c := &call{done: make(chan struct{})}
	g.calls[key] = c // want "`c.done` is not closed on every path"
	g.mu.Unlock()
	c.value, c.err = fetch()
	if c.err != nil {
		return "", c.err
	}
	g.mu.Lock()
	delete(g.calls, key)
	g.mu.Unlock()
	close(c.done)
	return c.value, nil
}
