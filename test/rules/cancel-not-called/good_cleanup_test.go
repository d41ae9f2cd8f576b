package report

import (
	"context"
	"testing"
	"time"
)

func deadline(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(deadline(t))
	if ctx.Err() != nil {
		t.Fatal("over before it began")
	}
	cancel()
	<-ctx.Done()
}
