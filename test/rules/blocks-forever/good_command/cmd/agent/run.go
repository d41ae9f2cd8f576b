// Package agent is the body of a command.
package agent

import "log"

// Run does not come back.
func Run(steps []func()) {
	for _, step := range steps {
		go step()
	}
	log.Print("running")
	select {}
}
