package monitor

import (
	"context"
	"log"
	"net/http"
	"time"
)

type monitor struct {
	hosts []string
	check func(host string) error
	every time.Duration
}

func (m *monitor) WatchAll() {
	for _, host := range m.hosts {
		go func() { // want "This goroutine never ends, and every round of the loop starts another"
			for {
				if err := m.check(host); err != nil {
					log.Print(err)
				}
				time.Sleep(m.every)
			}
		}()
	}
}

// The stop signal is seen, and the loop goes on.
func (m *monitor) Watch(ctx context.Context, host string) {
	go func() { // want "sees `<-ctx.Done\\(\\)` but does not leave its loop"
		ticker := time.NewTicker(m.every)
		for {
			select {
			case <-ctx.Done():
				ticker.Stop()
			case <-ticker.C:
				m.check(host)
			}
		}
	}()
}

// A constructor, whose object cannot be stopped.
func New(hosts []string, check func(host string) error) *monitor {
	m := &monitor{hosts: hosts, check: check, every: time.Minute}
	go m.loop() // want "This goroutine never ends. Let its loop select"
	return m
}

func (m *monitor) loop() {
	for {
		for _, host := range m.hosts {
			m.check(host)
		}
		<-time.After(m.every)
	}
}

// One more for every request.
func (m *monitor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	go func() { // want "every request starts another"
		for {
			m.check(host)
			time.Sleep(m.every)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}

// Nobody closes the channel's loop from inside.
func (m *monitor) pool(size int, hosts <-chan string) {
	for range size {
		go m.work(hosts) // want "every round of the loop starts another"
	}
}

func (m *monitor) work(hosts <-chan string) {
	for {
		select {
		case host := <-hosts:
			if err := m.check(host); err != nil {
				log.Print(err)
				continue
			}
		case <-time.After(m.every):
			log.Print("nothing to do")
		}
	}
}
