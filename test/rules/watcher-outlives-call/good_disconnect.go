package disconnect

import (
	"context"
	"net/http"
)

// It hears the end of the handler too.
func serve(w http.ResponseWriter, r *http.Request, answer func(context.Context) []byte) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	gone := w.(http.CloseNotifier).CloseNotify()
	go func() {
		select {
		case <-gone:
			cancel()
		case <-ctx.Done():
		}
	}()
	w.Write(answer(ctx))
}

// The handler waits by itself.
func stream(w http.ResponseWriter, r *http.Request, events <-chan string) {
	gone := w.(http.CloseNotifier).CloseNotify()
	for {
		select {
		case e := <-events:
			w.Write([]byte(e))
		case <-gone:
			return
		}
	}
}
