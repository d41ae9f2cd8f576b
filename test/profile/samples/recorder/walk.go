package main

import "runtime"

// recordWalk makes many distinct stacks: random walks through functions that
// call each other, an allocation at the end of each.
func recordWalk(dir string) error {
	runtime.MemProfileRate = 1
	random := uint32(1)
	for range 6000 {
		random = random*1664525 + 1013904223
		kept = append(kept, step(random, 6+int(random>>28)))
	}
	return write(dir, "walk.pb.gz", "heap", 0)
}

func step(random uint32, depth int) []byte {
	if depth == 0 {
		return buffer(16 << (random >> 29))
	}
	next := random*1664525 + 1013904223
	switch random >> 29 {
	case 0:
		return north(next, depth-1)
	case 1:
		return south(next, depth-1)
	case 2, 3:
		return east[int](next, depth-1)
	case 4:
		return func() []byte { return west(next, depth-1) }()
	default:
		return compass{depth}.turn(next)
	}
}

func north(random uint32, depth int) []byte { return step(random, depth) }

//go:noinline
func south(random uint32, depth int) []byte { return step(random, depth) }

//go:noinline
func east[T any](random uint32, depth int) []byte { return step(random, depth) }

//go:noinline
func west(random uint32, depth int) []byte { return step(random, depth) }

type compass struct{ depth int }

//go:noinline
func (c compass) turn(random uint32) []byte { return step(random, c.depth-1) }
