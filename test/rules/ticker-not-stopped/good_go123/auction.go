package auction

import "time"

// Since Go 1.23 a ticker that nobody refers to is collected.
func Wait(done <-chan struct{}, limit time.Duration) {
	timer := time.NewTimer(limit)
	select {
	case <-done:
	case <-timer.C:
	}
}
