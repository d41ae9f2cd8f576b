// Package grpc_health_v1 stands in for google.golang.org/grpc/health/grpc_health_v1 where fixtures are compiled.
package grpc_health_v1

import (
	"context"

	"google.golang.org/grpc"
)

type HealthClient interface {
	Check(ctx context.Context) (bool, error)
}

type health struct{}

func (health) Check(ctx context.Context) (bool, error) { return true, nil }

func NewHealthClient(cc grpc.ClientConnInterface) HealthClient { return health{} }
