package cache

import "time"

type cache struct {
	entries map[string]int
	timer   *time.Timer
	closed  bool
}

// Kept.
func (c *cache) expire() {
	clear(c.entries)
	c.timer = time.AfterFunc(time.Minute, c.expire)
}

// Only while it is open.
func (c *cache) report(say func(int)) {
	if c.closed {
		return
	}
	say(len(c.entries))
	time.AfterFunc(time.Hour, func() { c.report(say) })
}

func (c *cache) watch() {
	if !c.closed {
		time.AfterFunc(time.Hour, c.watch)
	}
}

// Once.
func (c *cache) later() {
	time.AfterFunc(time.Hour, c.expire)
}
