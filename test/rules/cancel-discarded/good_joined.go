package joined

import (
	"context"

	"github.com/LK4D4/joincontext"
	"go.opencensus.io/trace"
)

type task struct {
	done context.Context
}

func (t *task) run(ctx context.Context, do func(context.Context) error) error {
	both, cancel := joincontext.Join(ctx, t.done)
	defer cancel()
	return do(both)
}

// One context and a name: the second result may be anything.
func (t *task) traced(ctx context.Context, do func(context.Context) error) error {
	ctx, _ = trace.StartSpan(ctx, "task")
	return do(ctx)
}
