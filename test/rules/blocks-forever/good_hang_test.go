package agent

import (
	"context"
	"testing"
	"time"
)

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	hang := func() {
		select {}
	}
	go hang()
	<-ctx.Done()
}
