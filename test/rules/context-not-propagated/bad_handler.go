package orders

import (
	"context"
	"net/http"
)

// With its only use gone, the import goes too.
func proxy(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(context.Background(), r.Method, "http://localhost:8081"+r.URL.Path, r.Body) // want "`r.Context\\(\\)` ends"
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}
