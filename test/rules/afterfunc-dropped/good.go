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

// Under a condition, in the literal too.

func beat(every time.Duration, done <-chan struct{}, say func()) {
	var tick func()
	tick = func() {
		select {
		case <-done:
			return
		default:
		}
		say()
		time.AfterFunc(every, tick)
	}
	time.AfterFunc(every, tick)
}

func repeat(every time.Duration, f func() bool) {
	time.AfterFunc(every, func() {
		if !f() {
			return
		}
		repeat(every, f)
	})
}

// What it calls is another one.
func twice(every time.Duration, f func()) {
	time.AfterFunc(every, func() {
		f()
		once(every, f)
	})
}

func once(every time.Duration, f func()) { time.AfterFunc(every, f) }
