package cache

import "time"

type cache struct{ entries map[string]int }

func newCache() *cache {
	c := &cache{entries: map[string]int{}}
	c.expire()
	return c
}

func (c *cache) expire() {
	clear(c.entries)
	time.AfterFunc(time.Minute, c.expire) // want "sets itself again for ever"
}

func (c *cache) report(say func(int)) {
	say(len(c.entries))
	time.AfterFunc(time.Hour, func() { c.report(say) }) // want "sets itself again for ever"
}

// By a literal that has a name, by another method, and by a literal that does more.

func beat(every time.Duration, say func()) {
	var tick func()
	tick = func() {
		say()
		time.AfterFunc(every, tick) // want "The function sets itself again for ever"
	}
	time.AfterFunc(every, tick)
}

type pulse struct {
	every time.Duration
	n     int
}

func (p *pulse) arm() {
	time.AfterFunc(p.every, func() { p.fire() }) // want "sets itself again for ever"
}

func (p *pulse) fire() {
	p.n++
	p.arm()
}

func repeat(every time.Duration, f func()) {
	time.AfterFunc(every, func() { // want "`repeat` sets itself again for ever"
		f()
		repeat(every, f)
	})
}
