package main

import (
	"log"
	"time"
)

// What main leaves behind ends with the process, soon: information.
func main() {
	results := make(chan int)
	go func() {
		time.Sleep(time.Minute)
		results <- 1 // want "blocks for ever once the select"
	}()
	select {
	case n := <-results:
		log.Print(n)
	case <-time.After(time.Second):
		log.Print("late")
	}
}
