package wait

import (
	"context"
	"os"
	"os/signal"
)

func forInterrupt(done <-chan struct{}) bool {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	select {
	case <-interrupts:
		return true
	case <-done:
		return false
	}
}

func withContext(ctx context.Context) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	<-ctx.Done()
}

// Returned: the caller's business.
func interrupts() <-chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	return c
}

func init() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Kill)
	go func() {
		<-c
		os.Exit(1)
	}()
}
