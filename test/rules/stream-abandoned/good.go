package loads

import (
	"context"
	"log"
	"time"

	"google.golang.org/grpc"
)

type reporter struct {
	open  func(ctx context.Context, cc *grpc.ClientConn) (grpc.ClientStream, error)
	greet func(s grpc.ClientStream) error
	last  grpc.ClientStream
}

// A context for each.
func (r *reporter) report(ctx context.Context, cc *grpc.ClientConn) {
	for ctx.Err() == nil {
		r.once(ctx, cc)
	}
}

func (r *reporter) once(parent context.Context, cc *grpc.ClientConn) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	stream, err := r.open(ctx, cc)
	if err != nil {
		return
	}
	if err := r.greet(stream); err != nil {
		log.Print(err)
	}
}

func (r *reporter) perRound(parent context.Context, cc *grpc.ClientConn) {
	for parent.Err() == nil {
		ctx, cancel := context.WithTimeout(parent, time.Second)
		stream, err := r.open(ctx, cc)
		if err == nil {
			err = r.greet(stream)
		}
		cancel()
	}
}

// An error that the stream itself gives has ended it.
func (r *reporter) receive(ctx context.Context, cc *grpc.ClientConn) {
	for ctx.Err() == nil {
		stream, err := r.open(ctx, cc)
		if err != nil {
			continue
		}
		for {
			var m string
			err := stream.RecvMsg(&m)
			if err != nil {
				break
			}
		}
	}
}

// Kept: somebody else ends it.
func (r *reporter) keep(ctx context.Context, cc *grpc.ClientConn) {
	for ctx.Err() == nil {
		stream, err := r.open(ctx, cc)
		if err != nil {
			continue
		}
		r.last = stream
	}
}
