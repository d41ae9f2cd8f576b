// Package watch is the body of a command.
package watch

import (
	"log"
	"time"
)

// Run starts the watchers, which live as long as the process.
func Run(hosts []string) {
	for _, host := range hosts {
		go func() {
			for {
				log.Print("watching ", host)
				time.Sleep(time.Minute)
			}
		}()
	}
}
