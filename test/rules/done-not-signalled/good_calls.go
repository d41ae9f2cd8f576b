package calls

import (
	"errors"
	"sync"
)

type group struct {
	mu    sync.Mutex
	calls map[string]*call
}

type call struct {
	done  chan struct{}
	value string
	err   error
}

func (g *group) do(key string, fetch func() (string, error)) (string, error) {
	g.mu.Lock()
	if c, ok := g.calls[key]; ok {
		g.mu.Unlock()
		<-c.done
		return c.value, c.err
	}
	c := &call{done: make(chan struct{})}
	if fetch == nil {
		g.mu.Unlock()
		return "", errors.New("nothing to call")
	}
	g.calls[key] = c
	g.mu.Unlock()
	c.value, c.err = fetch()
	if c.err != nil {
		close(c.done)
		return "", c.err
	}
	close(c.done)
	return c.value, nil
}

// A connection is closed by its owner, and here only where it cannot be used.
type conn struct{ gone chan struct{} }

type pool struct{ all []*conn }

func (p *pool) open(i int, hello func() error) error {
	c := &conn{gone: make(chan struct{})}
	p.all[i] = c
	if err := hello(); err != nil {
		close(c.gone)
		return err
	}
	return nil
}

func (c *conn) Close() { close(c.gone) }

func (c *conn) wait() { <-c.gone }

// Somebody else finishes it.
type task struct{ over chan struct{} }

type queue struct{ last *task }

func (q *queue) push(run func(*task), later bool) {
	t := &task{over: make(chan struct{})}
	q.last = t
	if later {
		run(t)
		return
	}
	close(t.over)
}

func (q *queue) wait() { <-q.last.over }
