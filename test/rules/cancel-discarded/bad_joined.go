package joined

import (
	"context"

	"github.com/LK4D4/joincontext"
)

type task struct {
	done context.Context
}

func (t *task) run(ctx context.Context, do func(context.Context) error) error {
	both, _ := joincontext.Join(ctx, t.done) // want "thrown away"
	return do(both)
}
