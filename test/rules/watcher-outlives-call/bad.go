package feeds

import (
	"bufio"
	"context"
	"errors"
	"net"
	"os"
)

var errRefused = errors.New("refused")

type feed struct {
	open  func(context.Context) (*pull, error)
	close func()
}

type pull struct{ parent *session }

type session struct{ ctx context.Context }

func (s *session) Context() context.Context { return s.ctx }

func (p *pull) Close() {}

// The first pull can fail; the watcher waits for the caller's end all the same.
func (f *feed) pullInto(ctx context.Context, into func(string)) error {
	own, cancel := context.WithCancel(context.Background())
	go func() { // want "waits for `ctx.Done\\(\\)` only: when the function has failed"
		<-ctx.Done()
		cancel()
	}()
	p, err := f.open(own)
	if err != nil {
		return err
	}
	defer p.Close()
	into("ready")
	return nil
}

// A stop channel is the same.
func (f *feed) check(stop <-chan struct{}, names []string) error {
	go func() { // want "waits for `stop` only"
		<-stop
		f.close()
	}()
	for _, n := range names {
		if n == "" {
			return errRefused
		}
	}
	return nil
}

// The session lives on when the pull has been closed.
func attach(s *session) *pull {
	p := &pull{parent: s}
	go func() { // want "stays as long as `s` does, also when `p` is done with"
		<-s.Context().Done()
		p.Close()
	}()
	return p
}

// When it has succeeded, nobody reads the flag any more.
func (f *feed) untilOpen(ctx context.Context, open func() error) {
	ended := false
	go func() { // want "when `untilOpen` has returned, it stays for nothing"
		select {
		case <-ctx.Done():
			ended = true
		}
	}()
	for !ended {
		if open() == nil {
			return
		}
	}
}

// The file is closed with the call.
func lines(ctx context.Context, name string, each func(string)) {
	file, err := os.Open(name)
	if err != nil {
		return
	}
	defer file.Close()
	go func() { // want "when `lines` has returned"
		<-ctx.Done()
		file.Close()
	}()
	for s := bufio.NewScanner(file); s.Scan(); {
		each(s.Text())
	}
}

// Every election starts a watcher, and none ends with its election.
func (f *feed) Run(stop <-chan struct{}) {
	for {
		ctx, cancel := context.WithCancel(context.Background())
		go func() { // want "Each round of the loop starts one more goroutine that waits for `stop` only"
			<-stop
			cancel()
		}()
		f.open(ctx)
		select {
		case <-stop:
			return
		default:
			cancel()
		}
	}
}

// So does every connection.
func serve(ctx context.Context, l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() { // want "Each round of the loop starts one more"
			<-ctx.Done()
			conn.Close()
		}()
		go handle(conn)
	}
}
