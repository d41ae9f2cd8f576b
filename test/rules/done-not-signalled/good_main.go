package main

import (
	"context"
	"log"
	"net/http"
)

// A program that waits for its end, on a context that has none.
func main() {
	go func() {
		log.Print(http.ListenAndServe(":8080", nil))
	}()
	<-context.Background().Done()
}
