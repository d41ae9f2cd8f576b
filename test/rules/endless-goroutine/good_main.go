package main

import (
	"log"
	"time"
)

func main() {
	go func() {
		for {
			log.Print("tick")
			time.Sleep(time.Second)
		}
	}()
	watch("/etc/hosts")
}

func watch(name string) {
	for {
		log.Print("watching ", name)
		time.Sleep(time.Minute)
	}
}
