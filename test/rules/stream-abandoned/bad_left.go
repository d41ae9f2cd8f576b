package feeds

import (
	"context"

	"io"
)

type entry struct{ name string }

type followClient interface {
	Recv() (*entry, error)
	CloseSend() error
}

type feedClient interface {
	Follow(ctx context.Context, from string) (followClient, error)
}

// Found what was looked for: the rest is never received.
func find(ctx context.Context, c feedClient, name string) (*entry, error) {
	stream, err := c.Follow(ctx, "") // want "The stream `stream` is left before its end: its goroutine and its place on the connection stay until `ctx` ends"
	if err != nil {
		return nil, err
	}
	for {
		e, err := stream.Recv()
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if e.name == name {
			return e, nil
		}
	}
}

// A context that never ends.
func first(c feedClient) (string, error) {
	stream, err := c.Follow(context.Background(), "") // want "for ever, for its context never ends"
	if err != nil {
		return "", err
	}
	stream.CloseSend()
	e, err := stream.Recv()
	if err != nil {
		return "", err
	}
	return e.name, nil
}
