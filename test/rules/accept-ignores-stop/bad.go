package serve

import (
	"log"
	"net"
)

func serve(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept() // want "a closed listener does not end it"
		if err != nil {
			log.Print(err)
			continue
		}
		go handle(conn)
	}
}
