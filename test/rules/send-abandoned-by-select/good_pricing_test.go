package pricing

import (
	"testing"
	"time"
)

func ask(symbol string) (int, error) { return len(symbol), nil }

// A test that gives up waiting has failed: what it has waited for hangs by itself.
func TestAsk(t *testing.T) {
	errs := make(chan error)
	go func() {
		_, err := ask("GOLD")
		errs <- err
	}()
	select {
	case err := <-errs:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(time.Second):
		t.Fatal("timeout")
	}
}
