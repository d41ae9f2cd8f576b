package good

import (
	"fmt"
	"sync"
)

type index struct {
	mu    sync.RWMutex
	words map[string]int
}

func (x *index) count(word string) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.words[word]
}

// Nobody reads while it asks.
func (x *index) more(a, b string) bool {
	return x.count(a) > x.count(b)
}

func (x *index) add(word string) {
	x.mu.Lock()
	x.words[word]++
	x.mu.Unlock()
}

func together() {
	x := &index{words: map[string]int{}}
	go x.add("go")
	x.more("go", "stop")
}

// Nobody ever writes.
type table struct {
	mu   sync.RWMutex
	rows []int
}

func (t *table) length() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.rows)
}

func (t *table) isEmpty() bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.length() == 0
}

// Another one of the type.
func (x *index) differs(other *index, word string) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return other.count(word) != x.words[word]
}

// Named like the method of an error, and none.
type logger struct {
	mu sync.RWMutex
}

func (l *logger) Error(message string) {
	l.mu.RLock()
	defer l.mu.RUnlock()
}

func (l *logger) rotate() {
	l.mu.Lock()
	l.mu.Unlock()
}

func (l *logger) name() string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return fmt.Sprintf("%p", l)
}
