package monitor

import (
	"bufio"
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"time"
)

type monitor struct {
	hosts []string
	check func(host string) error
	every time.Duration
	stop  chan struct{}
	once  sync.Once
}

func (m *monitor) WatchAll(ctx context.Context) {
	for _, host := range m.hosts {
		go func() {
			ticker := time.NewTicker(m.every)
			defer ticker.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-ticker.C:
					m.check(host)
				}
			}
		}()
	}
}

// Other ways out: a condition, a break, an error, a closed channel, a panic.

func (m *monitor) others(hosts chan string, lines *bufio.Scanner) {
	go func() {
		for i := 0; i < 100; i++ {
			time.Sleep(m.every)
		}
	}()
	go func() {
		for {
			if m.check(m.hosts[0]) != nil {
				break
			}
		}
		log.Print("over")
	}()
	go func() {
		for {
			host, ok := <-hosts
			if !ok {
				return
			}
			m.check(host)
		}
	}()
	go func() {
		for host := range hosts {
			m.check(host)
		}
	}()
	go func() {
		for lines.Scan() {
			hosts <- lines.Text()
		}
	}()
	go func() {
		for {
			if err := m.check(m.hosts[0]); err != nil {
				panic(err)
			}
		}
	}()
	go m.untilStopped()
}

func (m *monitor) untilStopped() {
loop:
	for {
		select {
		case <-m.stop:
			break loop
		case <-time.After(m.every):
			m.check(m.hosts[0])
		}
	}
}

// Servers.

func (m *monitor) serve(l net.Listener, answer func(c net.Conn)) {
	go http.Serve(l, nil)
	go func() {
		for {
			log.Print(http.ListenAndServe(":8080", nil))
		}
	}()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				log.Print(err)
				continue
			}
			go answer(c)
		}
	}()
}

// As long as the process.

var ticks = func() chan time.Time {
	ch := make(chan time.Time)
	go func() {
		for {
			ch <- time.Now()
			time.Sleep(time.Second)
		}
	}()
	return ch
}()

func init() {
	go reportForever()
	startReloading()
}

func reportForever() {
	for {
		log.Print("alive")
		time.Sleep(time.Hour)
	}
}

func startReloading() {
	go func() {
		for {
			time.Sleep(time.Hour)
			log.Print("reloading")
		}
	}()
}

func (m *monitor) start() {
	m.once.Do(func() {
		go func() {
			for {
				m.check(m.hosts[0])
				time.Sleep(m.every)
			}
		}()
	})
}

func (m *monitor) onSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		for s := range signals {
			log.Print(s)
		}
	}()
}

// What is wrong here is the break, and break-in-select says so.
func (m *monitor) breaks(ctx context.Context, host string) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				break
			case <-time.After(m.every):
				m.check(host)
			}
		}
	}()
}
