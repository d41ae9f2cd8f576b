package store

import (
	"errors"
	"time"
)

func empty() *shelf { return &shelf{items: map[string]int{}} }

func leak_take()    { s := empty(); s.take("a"); s.take("a") }
func leak_takeAll() { empty().takeAll([]string{"a", "b"}) }
func leak_apply()   { s := empty(); s.apply("sell", "a"); s.apply("add", "a") }
func leak_reset()   { s := empty(); s.reset(true); s.reset(true) }
func leak_move()    { s := empty(); s.move("a", "b"); s.move("a", "b") }

// A reader that stays keeps writers out, and a writer that waits keeps readers out.
func leak_count() {
	s := empty()
	s.count("a")
	go func() {
		s.stats.Lock()
		s.stats.Unlock()
	}()
	time.Sleep(10 * time.Millisecond)
	s.count("a")
}

func leak_find() {
	s := &shelf{items: map[string]int{"a": 1}}
	s.find([]string{"a"})
	s.find([]string{"a"})
}

func leak_refresh() {
	s := empty()
	fails := func() (map[string]int, error) { return nil, errors.New("no") }
	s.refresh(fails)
	s.refresh(fails)
}

//leak:kept
func leak_peek() { s := empty(); s.peek(""); s.peek("") }
