package main

import (
	"log"
	"net/http"
)

func main() {
	go serve(":8080")
	go serve(":8081")
	select {}
}

func serve(address string) {
	log.Print(http.ListenAndServe(address, nil))
	select {}
}
