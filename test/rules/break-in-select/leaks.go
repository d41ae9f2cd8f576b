package worker

import (
	"context"
	"time"
)

func ended() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func stopped() chan struct{} {
	stop := make(chan struct{})
	close(stop)
	return stop
}

func leak_work()  { work(ended(), nil, func(string) {}) }
func leak_poll()  { poll(stopped(), time.Hour, func() error { return nil }) }
func leak_spin()  { spin(ended(), func() { time.Sleep(time.Millisecond) }) }
func leak_serve() { serve(stopped(), nil, func(string) {}) }

func leak_drain() {
	lines := make(chan string)
	close(lines)
	drain(lines, func(string) {})
}

func leak_serveLabelled() { serveLabelled(stopped(), make(chan string)) }
func leak_serveNested()   { serveNested(stopped(), make(chan string)) }

//leak:kept
func leak_count() { count(ended(), nil) }
