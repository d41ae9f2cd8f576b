// Package trace stands in for the real one where fixtures are vetted: its declarations, as far as they use them.
package trace

import "context"

// Span is a part of a trace.
type Span struct{}

// StartSpan starts a span.
func StartSpan(ctx context.Context, name string) (context.Context, *Span) { return ctx, &Span{} }
