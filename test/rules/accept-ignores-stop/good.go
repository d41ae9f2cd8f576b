package serve

import (
	"errors"
	"log"
	"net"
)

func serve(l net.Listener, handle func(net.Conn)) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go handle(conn)
	}
}

func patient(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			log.Print(err)
			continue
		}
		go handle(conn)
	}
}

type server struct {
	closed bool
	quit   chan struct{}
}

func (s *server) serve(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			select {
			case <-s.quit:
				return
			default:
			}
			continue
		}
		go handle(conn)
	}
}

func one(l net.Listener) (net.Conn, error) {
	for i := 0; i < 3; i++ {
		conn, err := l.Accept()
		if err != nil {
			continue
		}
		return conn, nil
	}
	return nil, net.ErrClosed
}
