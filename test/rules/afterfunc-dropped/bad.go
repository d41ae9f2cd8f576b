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
