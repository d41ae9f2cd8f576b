// Package grpc stands in for google.golang.org/grpc where fixtures are compiled.
package grpc

type ClientConn struct{}

type ClientStream interface {
	CloseSend() error
	SendMsg(m any) error
	RecvMsg(m any) error
}
