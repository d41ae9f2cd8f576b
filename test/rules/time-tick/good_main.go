package main

import (
	"log"
	"time"
)

func main() {
	tick := time.Tick(time.Second)
	for i := 0; i < 10; i++ {
		log.Print(<-tick)
	}
	countdown(3)
}

func countdown(n int) {
	for range time.Tick(time.Second) {
		if n--; n == 0 {
			return
		}
	}
}
