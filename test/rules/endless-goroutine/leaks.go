package monitor

import (
	"context"
	"net/http/httptest"
	"time"
)

var hosts = []string{"a", "b"}

func fine(string) error { return nil }

func watching() *monitor { return &monitor{hosts: hosts, check: fine, every: time.Millisecond} }

//leak:kept
func leak_WatchAll() { watching().WatchAll() }

//leak:kept
func leak_Watch() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	watching().Watch(ctx, "a")
}

//leak:kept
func leak_loop() { New(hosts, fine) }

//leak:kept
func leak_ServeHTTP() {
	watching().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}

//leak:kept
func leak_work() { watching().pool(2, nil) }
