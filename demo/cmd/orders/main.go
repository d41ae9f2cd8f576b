// Command orders serves the order service on a local port, with its profiles
// under /debug/pprof. With -repaired the same routes are served without leaks.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"example.com/orders/market"
	"example.com/orders/store"
)

const shutdownWithin = 2 * time.Second

func main() {
	// The service is small: sample finer than the default, so that small leaks show.
	runtime.MemProfileRate = 64 << 10
	runtime.SetBlockProfileRate(int(10 * time.Microsecond))
	runtime.SetMutexProfileFraction(5)

	addr := flag.String("addr", "127.0.0.1:0", "where to listen; port 0 takes a free one")
	fixed := flag.Bool("repaired", false, "serve the repaired handlers")
	flag.Parse()
	if err := run(*addr, *fixed); err != nil {
		fmt.Fprintln(os.Stderr, "orders:", err)
		os.Exit(1)
	}
}

func run(addr string, fixed bool) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	venues, venueURL, err := serve("127.0.0.1:0", market.Standin())
	if err != nil {
		return err
	}
	defer venues.Close()
	db := store.Open()
	defer db.Close()

	server, url, err := serve(addr, routes(ctx, db, venueURL, fixed))
	if err != nil {
		return err
	}
	fmt.Println("listening on", url)
	<-ctx.Done()

	last, cancel := context.WithTimeout(context.Background(), shutdownWithin)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return server.Close()
	}
	return nil
}

// serve starts a server and returns it with its address.
func serve(addr string, handler http.Handler) (*http.Server, string, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, "", err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Print(err)
		}
	}()
	return server, "http://" + listener.Addr().String(), nil
}
