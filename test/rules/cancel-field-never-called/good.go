package session

import "context"

type session struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func open(parent context.Context) *session {
	s := &session{}
	s.ctx, s.cancel = context.WithCancel(parent)
	go s.run()
	return s
}

func (s *session) run() { <-s.ctx.Done() }

func (s *session) Close() { s.cancel() }

// Passed on as a value.
type job struct {
	ctx  context.Context
	stop context.CancelFunc
}

func newJob(parent context.Context, atExit func(func())) *job {
	j := &job{}
	j.ctx, j.stop = context.WithCancel(parent)
	atExit(j.stop)
	return j
}

// Read into a local.
type task struct {
	ctx  context.Context
	stop func()
}

func (t *task) start(parent context.Context) {
	t.ctx, t.stop = context.WithCancel(parent)
}

func (t *task) end() {
	stop := t.stop
	stop()
}

// Others may call it.
type Handle struct {
	Ctx    context.Context
	Cancel context.CancelFunc
}

func NewHandle(parent context.Context) *Handle {
	h := &Handle{}
	h.Ctx, h.Cancel = context.WithCancel(parent)
	return h
}

// In a literal, and called by the field or by the name that it had before.

type stream struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func newStream(parent context.Context) *stream {
	ctx, cancel := context.WithCancel(parent)
	return &stream{ctx: ctx, cancel: cancel}
}

func (s *stream) Close() { s.cancel() }

type kept struct{ cancel context.CancelFunc }

func keep(parent context.Context, run func(context.Context, *kept)) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	run(ctx, &kept{cancel: cancel})
}

// Of a parameter somebody else knows.
func keepOf(cancel context.CancelFunc) *kept { return &kept{cancel: cancel} }
