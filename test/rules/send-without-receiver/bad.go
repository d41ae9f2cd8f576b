package journal

import (
	"log"
	"time"
)

type entry struct{ text string }

type journal struct {
	write func(e entry) error
	debug bool
}

func (j *journal) save(e entry) {
	written := make(chan error)
	go func() {
		written <- j.write(e) // want "Nobody receives from `written`: this send blocks for ever"
	}()
}

// Before any receiver can exist: it blocks at once.
func (j *journal) saveNow(e entry) {
	saved := make(chan entry)
	saved <- e // want "Nobody receives from `saved`"
	log.Print("saved ", e.text)
}

// The receive is gone, the sends are still there.
func (j *journal) saveAll(entries []entry) {
	errs := make(chan error)
	for _, e := range entries {
		go func() {
			if err := j.write(e); err != nil {
				errs <- err // want "Nobody receives from `errs`"
				return
			}
			errs <- nil // want "Nobody receives from `errs`"
		}()
	}
	time.Sleep(time.Second)
}

func (j *journal) saveWith(e entry) {
	done := make(chan struct{}, 0)
	go j.report(e, done)
	if j.debug {
		log.Print(len(done), cap(done))
	}
}

func (j *journal) report(e entry, done chan<- struct{}) {
	if err := j.write(e); err != nil {
		log.Print(err)
	}
	done <- struct{}{} // want "Nobody receives from `done`"
}
