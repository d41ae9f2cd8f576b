package bad

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

func (x *index) more(a, b string) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.count(a) > x.count(b) // want "read-locked here already"
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

// fmt asks for its text.
func (x *index) String() string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return "index"
}

func (x *index) dump() {
	x.mu.RLock()
	fmt.Printf("%s: %d", x, len(x.words)) // want "read-locked here already"
	x.mu.RUnlock()
}
