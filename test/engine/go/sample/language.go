// Package sample holds what is easily got wrong: scopes, generics, embedding, constants, and text outside of ASCII.
package sample

import (
	"context"
	"errors"
	"iter"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	wait  = 3 * time.Second
	limit = 1 << 4
)

const (
	small = iota
	large
	tab   = "a\tb"
	half  = float64(3) / 2
	code  = string(rune(65))
	both  = limit<<1 + len("four")
	never = !(limit > 3)
)

type pair[K comparable, V any] struct {
	key   K
	value V
}

type list[T any] struct {
	items []T
	next  atomic.Pointer[list[T]]
}

func (l *list[E]) first() (E, bool) {
	if len(l.items) == 0 {
		return *new(E), false
	}
	return l.items[0], true
}

func each[S ~[]E, E any](all S, do func(E) error) []E {
	var kept []E
	for _, e := range all {
		if do(e) == nil {
			kept = append(kept, e)
		}
	}
	return kept
}

type base struct {
	sync.Mutex
	done chan struct{}
}

type server struct {
	*base
	peers map[string]pair[string, chan int]
}

func dial(net string, to net.Addr) (net2 net.Conn, err error) {
	return nil, errors.New("😀 " + net + to.String())
}

func shadow(errors []error) (sum int) {
	type point struct{ x, y int }
	at := [...]point{{1, 2}, {x: small, y: large}}
	if sum := len(errors); sum > limit {
		return sum
	}
	for sum, time := range at {
		_, _ = sum, time.x
	}
	lock := new(server).Lock
	lock()
	parse := each[[]string, string]
	_ = parse([]string{tab, code}, func(string) error { return nil })
	_, _, _ = half, both, never
	return
}

func (s *server) run(ctx context.Context) {
	s.Lock()
	defer s.Unlock()
	numbers := list[chan int]{}
	first, ok := numbers.first()
	next := numbers.next.Load()
	kept := each([]error{nil}, func(err error) error { return err })
	names := slices.Sorted(maps.Keys(s.peers))
	for part := range strings.SplitSeq("ä,😀", ",") {
		_ = part
	}
	write := (*server).run
	_, _, _, _, _ = ok, next, kept, names, write
	switch v := any(first).(type) {
	case chan int:
		v <- limit
	case nil, error:
		_ = v
	}
	timer := time.NewTimer(wait)
loop:
	for i := range 3 {
		select {
		case <-ctx.Done():
			break loop
		case at, more := <-timer.C:
			_, _ = at, more
		case s.peers["😀"].value <- i:
			continue loop
		case <-s.done:
			func(i ...int) { _ = len(i) }(i, 2)
		}
	}
	var seq iter.Seq2[string, pair[string, chan int]] = maps.All(s.peers)
	for name, p := range seq {
		_, _ = name, p.value
	}
}
