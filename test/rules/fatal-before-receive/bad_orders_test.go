package orders

import "testing"

func place(id int) error { return nil }

func TestPlace(t *testing.T) {
	placed := make(chan error)
	go func() {
		placed <- place(1) // want "blocks for ever when the test fails before it receives"
	}()
	if err := place(2); err != nil {
		t.Fatal(err)
	}
	if err := <-placed; err != nil {
		t.Error(err)
	}
}
