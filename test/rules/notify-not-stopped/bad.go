package wait

import (
	"os"
	"os/signal"
)

func forInterrupt(done <-chan struct{}) bool {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt) // want "`interrupts` stays registered"
	select {
	case <-interrupts:
		return true
	case <-done:
		return false
	}
}
