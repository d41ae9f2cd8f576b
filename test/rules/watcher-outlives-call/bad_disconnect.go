package disconnect

import (
	"context"
	"net/http"
)

func serve(w http.ResponseWriter, r *http.Request, answer func(context.Context) []byte) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if notifier, ok := w.(http.CloseNotifier); ok {
		gone := notifier.CloseNotify()
		go func() { // want "waits for `gone` only"
			<-gone
			cancel()
		}()
	}
	w.Write(answer(ctx))
}

func handler(answer func(quit <-chan struct{}) []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		quit := make(chan struct{})
		go func() { // want "waits for"
			<-w.(http.CloseNotifier).CloseNotify()
			close(quit)
		}()
		w.Write(answer(quit))
	}
}
