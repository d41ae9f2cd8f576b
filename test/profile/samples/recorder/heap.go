package main

import (
	"fmt"
	"runtime"
)

// kept holds what must stay reachable while the heap is recorded.
var kept [][]byte

type stack[T any] struct{ items []T }

func (s *stack[T]) push(item T) { s.items = append(s.items, item) }

func recordHeap(dir string) error {
	runtime.MemProfileRate = 512
	words := &stack[string]{}
	numbers := &stack[int]{}
	cache := map[string][]byte{}
	for i := range 3000 {
		words.push(fmt.Sprintf("word %d", i))
		numbers.push(i)
		cache[words.items[i]] = buffer(64 << (i % 6))
		kept = append(kept, nested(i%12))
	}
	collectGarbage()
	if err := write(dir, "heap-before.pb.gz", "heap", 0); err != nil {
		return err
	}
	kept = nil
	clear(cache)
	for i := range 5000 {
		kept = append(kept, buffer(32+i%700))
		numbers.push(i)
	}
	collectGarbage()
	if err := write(dir, "heap-after.pb.gz", "heap", 0); err != nil {
		return err
	}
	err := write(dir, "allocs.pb.gz", "allocs", 0)
	runtime.KeepAlive(words)
	runtime.KeepAlive(numbers)
	return err
}

func buffer(size int) []byte { return make([]byte, size) }

// nested allocates at the end of a recursion.
func nested(depth int) []byte {
	if depth == 0 {
		return buffer(128)
	}
	return append(nested(depth-1), byte(depth))
}
