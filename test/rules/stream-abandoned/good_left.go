package feeds

import (
	"context"
	"errors"
	"io"
)

type entry struct{ name string }

type followClient interface {
	Recv() (*entry, error)
	CloseSend() error
}

type putClient interface {
	Send(*entry) error
	CloseAndRecv() (*entry, error)
}

type feedClient interface {
	Follow(ctx context.Context, from string) (followClient, error)
	Put(ctx context.Context) (putClient, error)
}

// Its own context ends with the function.
func find(ctx context.Context, c feedClient, name string) (*entry, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := c.Follow(ctx, "")
	if err != nil {
		return nil, err
	}
	for {
		e, err := stream.Recv()
		if err != nil {
			return nil, err
		}
		if e.name == name {
			return e, nil
		}
	}
}

// Received to its end.
func all(ctx context.Context, c feedClient, each func(*entry)) error {
	stream, err := c.Follow(ctx, "")
	if err != nil {
		return err
	}
	for {
		e, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		each(e)
	}
}

// The answer is the end.
func put(ctx context.Context, c feedClient, entries []*entry) (string, error) {
	stream, err := c.Put(ctx)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if err := stream.Send(e); err != nil {
			return "", err
		}
	}
	e, err := stream.CloseAndRecv()
	if err != nil {
		return "", err
	}
	return e.name, nil
}

// Returned, handed on, or received by a goroutine.

func open(ctx context.Context, c feedClient) (followClient, error) {
	stream, err := c.Follow(ctx, "")
	if err != nil {
		return nil, err
	}
	if _, err := stream.Recv(); err != nil {
		return nil, err
	}
	return stream, nil
}

func handed(ctx context.Context, c feedClient, each func(followClient) error) error {
	stream, err := c.Follow(ctx, "")
	if err != nil {
		return err
	}
	stream.CloseSend()
	return each(stream)
}

func pumped(ctx context.Context, c feedClient, into chan<- *entry) error {
	stream, err := c.Follow(ctx, "")
	if err != nil {
		return err
	}
	go func() {
		defer close(into)
		for {
			e, err := stream.Recv()
			if err != nil {
				return
			}
			into <- e
		}
	}()
	return stream.CloseSend()
}

// One answer is asked for, and given: the end comes with it.
func one(ctx context.Context, c feedClient) (*entry, error) {
	stream, err := c.Follow(ctx, "one")
	if err != nil {
		return nil, err
	}
	stream.CloseSend()
	return stream.Recv()
}
