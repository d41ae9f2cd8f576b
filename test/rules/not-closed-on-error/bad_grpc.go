package probe

import (
	"context"
	"errors"

	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

var errSick = errors.New("sick")

// The stub uses the connection and cannot close it.
func once(ctx context.Context, addr string) error {
	conn, err := grpc.NewClient(addr) // want "`conn` is dropped on an error path"
	if err != nil {
		return err
	}
	stub := healthpb.NewHealthClient(conn)
	well, err := stub.Check(ctx)
	if err != nil {
		return err
	}
	if !well {
		conn.Close()
		return errSick
	}
	return conn.Close()
}
