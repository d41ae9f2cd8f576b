package pricing

import (
	"testing"
	"time"
)

func ask(symbol string) (int, error) { return len(symbol), nil }

// It goes on to its end: the goroutine is left to the next test.
func TestAskLate(t *testing.T) {
	errs := make(chan error)
	go func() {
		_, err := ask("GOLD")
		errs <- err // want "once the select has taken another case"
	}()
	select {
	case err := <-errs:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(time.Second):
		if testing.Short() {
			t.Fatal("timeout")
		}
		t.Log("late")
	}
}
