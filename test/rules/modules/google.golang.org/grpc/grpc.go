// Package grpc stands in for google.golang.org/grpc where fixtures are compiled.
package grpc

import "context"

type ClientConn struct{}

func (c *ClientConn) Close() error { return nil }

type ClientConnInterface interface{}

type DialOption interface{}

func NewClient(target string, opts ...DialOption) (*ClientConn, error) { return &ClientConn{}, nil }

func DialContext(ctx context.Context, target string, opts ...DialOption) (conn *ClientConn, err error) {
	return &ClientConn{}, nil
}

type ClientStream interface {
	CloseSend() error
	SendMsg(m any) error
	RecvMsg(m any) error
}
