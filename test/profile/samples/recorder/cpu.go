package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime/pprof"
	"sort"
	"strings"
	"time"
)

// sink keeps the compiler from dropping the work.
var sink int

func recordCPU(dir string) error {
	if err := profileCPU(dir, "cpu.pb.gz", 1200*time.Millisecond, func() {
		sink += fibonacci(22)
		sink += even(400)
		sink += sumSquares(4000)
		sink += len(mapped([]string{"a", "b", "c"}, strings.ToUpper))
		sink += mapped([]int{1, 2, 3}, double)[0]
		sink += tree(10).weigh()
		sink += sorted(800)
	}); err != nil {
		return err
	}
	if err := profileCPU(dir, "cpu2.pb.gz", 700*time.Millisecond, func() {
		sink += fibonacci(20)
		sink += sumSquares(16000)
		sink += tree(12).weigh()
	}); err != nil {
		return err
	}
	return profileCPU(dir, "cpu-labelled.pb.gz", 1200*time.Millisecond, func() {
		for i, endpoint := range []string{"/users", "/orders", "/orders/{id}", "/health"} {
			labels := pprof.Labels("endpoint", endpoint, "tenant", string(rune('a'+i%3)))
			pprof.Do(context.Background(), labels, func(ctx context.Context) {
				handle(ctx, i)
			})
		}
	})
}

func profileCPU(dir, file string, duration time.Duration, work func()) error {
	out, err := os.Create(filepath.Join(dir, file))
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return err
	}
	for start := time.Now(); time.Since(start) < duration; {
		work()
	}
	pprof.StopCPUProfile()
	return out.Close()
}

func handle(ctx context.Context, i int) {
	if i%2 == 0 {
		pprof.Do(ctx, pprof.Labels("step", "render"), func(context.Context) { sink += fibonacci(20 + i) })
		return
	}
	sink += sorted(500 * i)
}

// fibonacci recurses directly.
func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}

// even and odd recurse through each other.
func even(n int) int {
	if n == 0 {
		return 1
	}
	return odd(n-1) + len(strings.Repeat("x", n%64))
}

func odd(n int) int {
	if n == 0 {
		return 0
	}
	return even(n-1) + sumSquares(n%32)
}

// square and squareOf are inlined, one into the other.
func square(n int) int { return n * n }

func squareOf(values []int, i int) int { return square(values[i]) + square(i) }

func sumSquares(n int) int {
	values := make([]int, n)
	sum := 0
	for round := range 20 {
		for i := range values {
			values[i] += round
			sum += squareOf(values, i)
		}
	}
	return sum
}

// mapped is generic: one instance per shape.
func mapped[T any](values []T, f func(T) T) []T {
	var result []T
	for range 200 {
		result = result[:0]
		for _, value := range values {
			result = append(result, f(value))
		}
	}
	return result
}

func double(n int) int { return 2 * n }

type node struct {
	left, right *node
	weight      int
}

func tree(depth int) *node {
	if depth == 0 {
		return &node{weight: 1}
	}
	return &node{left: tree(depth - 1), right: tree(depth - 1), weight: depth}
}

func (n *node) weigh() int {
	if n == nil {
		return 0
	}
	return n.weight + n.left.weigh() + n.right.weigh()
}

func sorted(n int) int {
	words := make([]string, n)
	for i := range words {
		words[i] = strings.Repeat(string(rune('a'+i*7919%26)), 1+i%9)
	}
	sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	return len(words[0])
}
