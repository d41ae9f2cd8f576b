package booking

import "testing"

// A test that fails before it gives the signal: that the goroutine stays is no news beside that.
func TestBook(t *testing.T) {
	release := make(chan struct{})
	booked := make(chan error, 1)
	go func() {
		<-release
		booked <- nil
	}()
	if len(booked) > 0 {
		t.Fatal("booked before its time")
	}
	close(release)
	if err := <-booked; err != nil {
		t.Error(err)
	}
}
