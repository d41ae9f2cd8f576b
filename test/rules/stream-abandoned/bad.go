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
	first func(s grpc.ClientStream) (time.Duration, error)
}

func (r *reporter) report(ctx context.Context, cc *grpc.ClientConn) {
	for ctx.Err() == nil {
		stream, err := r.open(ctx, cc) // want "The stream `stream` of the round before is still open"
		if err != nil {
			continue
		}
		if err := r.greet(stream); err != nil {
			log.Print(err)
			continue
		}
		every, err := r.first(stream)
		if err != nil {
			continue
		}
		r.send(ctx, stream, every)
	}
}

func (r *reporter) send(ctx context.Context, stream grpc.ClientStream, every time.Duration) {
	for ctx.Err() == nil {
		time.Sleep(every)
		if err := stream.SendMsg("load"); err != nil {
			return
		}
	}
}
