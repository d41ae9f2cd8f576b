// Package joincontext stands in for the real one where fixtures are vetted: its declarations, as far as they use them.
package joincontext

import "context"

// Join makes one context of two.
func Join(ctx1, ctx2 context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx1)
}
