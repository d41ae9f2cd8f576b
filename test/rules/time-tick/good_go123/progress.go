package progress

import "time"

// Since Go 1.23 a ticker that nobody refers to is collected.
func Wait(left func() int) {
	for range time.Tick(time.Second) {
		if left() == 0 {
			return
		}
	}
}
