package orders

import "testing"

func place(id int) error { return nil }

// Room for the value.
func TestRoom(t *testing.T) {
	placed := make(chan error, 1)
	go func() { placed <- place(1) }()
	if err := place(2); err != nil {
		t.Fatal(err)
	}
	<-placed
}

// An error does not end the test.
func TestError(t *testing.T) {
	placed := make(chan error)
	go func() { placed <- place(1) }()
	if err := place(2); err != nil {
		t.Error(err)
	}
	<-placed
}

// The receive is deferred.
func TestDeferred(t *testing.T) {
	placed := make(chan error)
	go func() { placed <- place(1) }()
	defer func() { <-placed }()
	if err := place(2); err != nil {
		t.Fatal(err)
	}
}

// It fails before anything is started.
func TestFirst(t *testing.T) {
	if err := place(2); err != nil {
		t.Fatal(err)
	}
	placed := make(chan error)
	go func() { placed <- place(1) }()
	<-placed
}
