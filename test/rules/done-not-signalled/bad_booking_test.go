package booking

import "testing"

// It is the goroutine that gives the signal, and fails the test before: the test waits for ever.
func TestBookInside(t *testing.T) {
	booked := make(chan struct{})
	places := make([]int, 3)
	go func() {
		if len(places) > 4 {
			t.Fatal("too many")
		}
		close(booked)
	}()
	<-booked // want "not signalled on every path"
}
