package progress

import (
	"log"
	"time"
)

type job struct {
	done  <-chan struct{}
	every time.Duration
	left  func() int
}

func (j *job) report() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			log.Print(j.left())
		case <-j.done:
			return
		}
	}
}

// It never returns.
func (j *job) forever() {
	for range time.Tick(time.Minute) {
		log.Print(j.left())
	}
}

func (j *job) serve(jobs <-chan *job) {
	tick := time.Tick(j.every)
	for {
		select {
		case <-tick:
			log.Print(j.left())
		case next := <-jobs:
			j = next
		}
	}
}

// As long as the process.

var minutes = time.Tick(time.Minute)

func init() {
	go reportLoad(time.Tick(time.Hour))
}

func reportLoad(tick <-chan time.Time) {
	for range tick {
		log.Print("load")
	}
}

// Not that Tick.

type clock struct{}

func (clock) Tick(d time.Duration) <-chan time.Time { return nil }

func (j *job) own(time clock) {
	<-time.Tick(j.every)
}
