package journal

import (
	"context"
	"log"
	"os"
	"os/signal"
)

type entry struct{ text string }

type journal struct {
	write func(e entry) error
	watch func(errs <-chan error)
	last  chan error
}

func (j *journal) save(e entry) error {
	written := make(chan error)
	go func() {
		written <- j.write(e)
	}()
	return <-written
}

// Room for what is sent.
func (j *journal) saveInRoom(e entry) {
	written := make(chan error, 1)
	go func() {
		written <- j.write(e)
	}()
}

func (j *journal) saveInAnyRoom(entries []entry) {
	errs := make(chan error, len(entries))
	for _, e := range entries {
		go func() {
			errs <- j.write(e)
		}()
	}
}

// Another way on.
func (j *journal) tryTell(ctx context.Context, e entry) {
	told := make(chan entry)
	go func() {
		select {
		case told <- e:
		case <-ctx.Done():
		}
		select {
		case told <- e:
		default:
		}
	}()
}

// The channel leaves the function: returned, stored, passed on, sent, captured by what leaves.

func (j *journal) start(e entry) <-chan error {
	written := make(chan error)
	go func() {
		written <- j.write(e)
	}()
	return written
}

func (j *journal) keep(e entry) {
	written := make(chan error)
	j.last = written
	go func() {
		written <- j.write(e)
	}()
}

func (j *journal) watched(e entry) {
	written := make(chan error)
	j.watch(written)
	written <- j.write(e)
}

func (j *journal) asked(e entry, requests chan<- chan entry) {
	reply := make(chan entry)
	requests <- reply
	reply <- e
}

func (j *journal) later(e entry) func() error {
	written := make(chan error)
	go func() {
		written <- j.write(e)
	}()
	return func() error { return <-written }
}

func (j *journal) onSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	signals <- os.Interrupt
}

// The receiver is a helper, a range, a case.

func (j *journal) byHelper(entries []entry) {
	lines := make(chan string)
	go print(lines)
	for _, e := range entries {
		lines <- e.text
	}
	close(lines)
}

func print(lines <-chan string) {
	for line := range lines {
		log.Print(line)
	}
}

func (j *journal) bySelect(ctx context.Context, e entry) error {
	written := make(chan error, 1)
	go func() {
		written <- j.write(e)
	}()
	select {
	case err := <-written:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
