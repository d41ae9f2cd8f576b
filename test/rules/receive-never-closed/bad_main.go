package main

import "log"

func main() {
	lines := make(chan string)
	go func() {
		for line := range lines { // want "never ends"
			log.Print(line)
		}
	}()
	lines <- "started"
	lines <- "over"
}
