package report

import (
	"context"
	"errors"
	"sync"
	"time"
)

type job struct {
	ctx    context.Context
	cancel context.CancelFunc
	once   sync.Once
	name   string
}

func renamed(ctx context.Context, check func(context.Context) error) error {
	inner, cancel := context.WithCancel(ctx)
	stop := cancel
	defer stop()
	return check(inner)
}

func byLocalFunction(ctx context.Context, check func(context.Context) error) error {
	inner, cancel := context.WithCancel(ctx)
	finish := func() { cancel() }
	defer finish()
	return check(inner)
}

func kept(ctx context.Context, keep func(func()), check func(context.Context) error) error {
	inner, cancel := context.WithCancel(ctx)
	finish := func() { cancel() }
	keep(finish)
	return check(inner)
}

// The first context is still called by its other name when the variable gets the next.
func twice(ctx context.Context, check func(context.Context) error) error {
	inner, cancel := context.WithTimeout(ctx, time.Second)
	first := cancel
	if err := check(inner); err == nil {
		first()
		return nil
	}
	inner, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	defer first()
	return check(inner)
}

func newJob(ctx context.Context, check func(context.Context) error) (*job, error) {
	inner, cancel := context.WithCancel(ctx)
	j := &job{ctx: inner, cancel: cancel}
	if err := check(j.ctx); err != nil {
		j.cancel()
		return nil, err
	}
	return j, nil
}

// A method may keep or end the object.
func started(ctx context.Context, check func(context.Context) error) error {
	inner, cancel := context.WithCancel(ctx)
	j := &job{ctx: inner, cancel: cancel}
	j.start()
	return check(inner)
}

func (j *job) start() {
	go func() {
		<-j.ctx.Done()
		j.once.Do(j.cancel)
	}()
}

// Named results go out as they are.
func derived(ctx context.Context, name string) (inner context.Context, cancel context.CancelFunc) {
	inner, cancel = context.WithCancel(ctx)
	if name != "" {
		inner = context.WithValue(inner, job{}, name)
	}
	return
}

func derivedOrNone(ctx context.Context, check func(context.Context) error) (inner context.Context, cancel context.CancelFunc, err error) {
	inner, cancel = context.WithCancel(ctx)
	if err = check(inner); err != nil {
		cancel()
		return nil, nil, err
	}
	return inner, cancel, nil
}

// A pair that the object has already is not derived anew.
func (j *job) current() (context.Context, context.CancelFunc) { return j.ctx, j.cancel }

func (j *job) use(check func(context.Context) error) error {
	ctx, cancel := j.current()
	if err := check(ctx); err != nil {
		cancel()
		return err
	}
	return nil
}

// Who gets the context at success gets its cancel function too.
func opened(parent context.Context, check func(context.Context) error) (_ context.Context, _ context.CancelFunc, err error) {
	ctx, cancel := context.WithCancel(parent)
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	if err = check(ctx); err != nil {
		return nil, nil, err
	}
	return ctx, cancel, nil
}

func alwaysFails(parent context.Context, check func(context.Context) error) (err error) {
	ctx, cancel := context.WithCancel(parent)
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	check(ctx)
	return errors.New("not yet")
}

type refusal struct{ why string }

func (r refusal) Error() string { return r.why }

func refusalOf(why string) refusal { return refusal{why} }

func connectionErrorf(why string) error { return refusal{why} }

// What makes errors makes no nil.
func refuses(parent context.Context, check func(context.Context) error) (_ context.Context, _ context.CancelFunc, err error) {
	ctx, cancel := context.WithCancel(parent)
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	if check(ctx) != nil {
		return nil, nil, connectionErrorf("refused")
	}
	if ctx.Err() != nil {
		return nil, nil, refusalOf("late")
	}
	return ctx, cancel, nil
}
