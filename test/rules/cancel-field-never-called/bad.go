package session

import "context"

type session struct {
	ctx    context.Context
	cancel context.CancelFunc
	name   string
}

func open(parent context.Context, name string) *session {
	s := &session{name: name}
	s.ctx, s.cancel = context.WithCancel(parent) // want "Nothing calls `s.cancel`"
	go s.run()
	return s
}

func (s *session) run() { <-s.ctx.Done() }

func (s *session) Close() { s.name = "" }

// In a literal, by its key or by its place.

type stream struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func newStream(parent context.Context) *stream {
	ctx, cancel := context.WithCancel(parent)
	return &stream{ctx: ctx, cancel: cancel} // want "Nothing calls `stream.cancel`"
}

func (s *stream) done() bool { return s.ctx.Err() != nil }

type worker struct {
	cancel context.CancelFunc
	name   string
}

func start(parent context.Context, workers map[string]*worker, name string, run func(context.Context)) {
	ctx, cancel := context.WithCancel(parent)
	workers[name] = &worker{cancel, name} // want "Nothing calls `worker.cancel`"
	go run(ctx)
}

type watcher struct{ stop func() }

func (w *watcher) begin(parent context.Context, run func(context.Context)) {
	ctx, cancel := context.WithCancel(parent)
	w.stop = cancel // want "Nothing calls `w.stop`"
	go run(ctx)
}
