package probe

import (
	"context"

	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

type prober struct {
	conn *grpc.ClientConn
	stub healthpb.HealthClient
}

func (p *prober) Close() error { return p.conn.Close() }

// Whoever has the prober has the connection.
func open(ctx context.Context, addr string) (*prober, error) {
	conn, err := grpc.DialContext(ctx, addr)
	if err != nil {
		return nil, err
	}
	p := &prober{conn: conn, stub: healthpb.NewHealthClient(conn)}
	if _, err := p.stub.Check(ctx); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Handed to a helper of another package that is no stub: it may keep it, and close it.
func lend(ctx context.Context, addr string, keep func(*grpc.ClientConn) error) error {
	conn, err := grpc.DialContext(ctx, addr)
	if err != nil {
		return err
	}
	if err := keep(conn); err != nil {
		return err
	}
	return conn.Close()
}
