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
