package report

import (
	"context"
	"time"
)

type job struct {
	cancel context.CancelFunc
	check  func(context.Context) error
	done   bool
}

// Another name for the cancel function is no way out of the function.
func renamed(ctx context.Context, check func(context.Context) error) error {
	inner, cancel := context.WithCancel(ctx) // want "`cancel` is not called on every path"
	stop := cancel
	if err := check(inner); err != nil {
		return err
	}
	stop()
	return nil
}

// A local function that would call it does so only where it is called.
func byLocalFunction(ctx context.Context, check func(context.Context) error) error {
	inner, cancel := context.WithCancel(ctx) // want "`cancel` is not called on every path"
	finish := func() { cancel() }
	if err := check(inner); err != nil {
		return err
	}
	finish()
	return nil
}

// An object that is dropped before anybody else has it drops what it holds.
func newJob(ctx context.Context, check func(context.Context) error) (*job, error) {
	inner, cancel := context.WithTimeout(ctx, time.Minute) // want "`cancel` is not called on every path"
	j := &job{cancel: cancel, check: check}
	if err := j.check(inner); err != nil {
		return nil, err
	}
	return j, nil
}

// A named result that a return replaces is not handed out.
func derived(ctx context.Context, check func(context.Context) error) (inner context.Context, cancel context.CancelFunc, err error) {
	inner, cancel = context.WithCancel(ctx) // want "`cancel` is not called on every path"
	if err := check(inner); err != nil {
		return nil, nil, err
	}
	return inner, cancel, nil
}

// A function of the package that derives a context, from whatever parent, is like the standard ones.
func detached() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Minute)
}

func refresh(check func(context.Context) error) error {
	ctx, cancel := detached() // want "`cancel` is not called on every path"
	if err := check(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

// What is deferred was evaluated at the defer: it cancels the first context only.
func longer(parent context.Context, slow bool, check func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	if slow {
		ctx, cancel = context.WithTimeout(parent, time.Minute) // want "`cancel` is not called on every path"
	}
	return check(ctx)
}

// A deferred closure that calls it at an error only leaves it alive when all went well.
func run(parent context.Context, check func(context.Context) error) (err error) {
	ctx, cancel := context.WithCancel(parent) // want "`cancel` is not called on every path"
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	return check(ctx)
}
