// Package web holds the few things that every handler of the service shares.
package web

import (
	"encoding/json"
	"net/http"
)

// JSON answers with v.
func JSON(w http.ResponseWriter, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body)
}
