package main

import "log"

func main() {
	finished := make(chan struct{})
	go func() {
		if log.Flags() == 0 {
			return
		}
		close(finished)
	}()
	<-finished // want "waits for ever"
}
