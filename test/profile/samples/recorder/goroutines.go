package main

import (
	"context"
	"net"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// parked starts goroutines that wait in many ways, for ever.
func parked() {
	unread := make(chan int)
	unsent := make(chan string)
	var nilChannel chan int
	for i := range 40 {
		go send(unread, i)
	}
	for range 25 {
		go receive(unsent)
	}
	for range 3 {
		go func() { <-nilChannel }()
		go func() { nilChannel <- 1 }()
		go func() { select {} }()
	}
	var lock sync.Mutex
	lock.Lock()
	var readWrite sync.RWMutex
	readWrite.Lock()
	var group sync.WaitGroup
	group.Add(1)
	condition := sync.NewCond(&sync.Mutex{})
	for range 5 {
		go func() { lock.Lock(); sink++ }()
		go func() { readWrite.RLock(); sink++ }()
		go func() { readWrite.Lock(); sink++ }()
		go group.Wait()
		go wait(condition)
		go time.Sleep(time.Hour)
		go func() {
			select {
			case value := <-unread:
				sink += value
			case <-unsent:
			}
		}()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		go func() { _, _ = listener.Accept() }()
	}
	go locked(unsent)
	go deep(200, unsent)
	for _, tenant := range []string{"acme", "a b\"c"} {
		labels := pprof.Labels("tenant", tenant, "queue", "mail")
		pprof.Do(context.Background(), labels, func(context.Context) {
			for range 4 {
				go generic(map[string]int{}, unsent)
			}
		})
	}
}

func send(values chan<- int, i int) { values <- i }

func receive(values <-chan string) { sink += len(<-values) }

func generic[K comparable, V any](_ map[K]V, values <-chan string) { <-values }

func wait(condition *sync.Cond) {
	condition.L.Lock()
	defer condition.L.Unlock()
	condition.Wait()
}

func locked(values <-chan string) {
	runtime.LockOSThread()
	<-values
}

func deep(depth int, values <-chan string) int {
	if depth == 0 {
		return len(<-values)
	}
	return deep(depth-1, values) + 1
}

func recordGoroutines(dir string) error {
	parked()
	time.Sleep(100 * time.Millisecond)
	inBubble(func(t *testing.T) {
		for file, debug := range map[string]int{
			"goroutine.pb.gz":      0,
			"goroutine.debug1.txt": 1,
			"goroutine.debug2.txt": 2,
		} {
			if err := write(dir, file, "goroutine", debug); err != nil {
				t.Error(err)
			}
		}
	})
	return nil
}

// inBubble calls record inside a synctest bubble, beside goroutines that wait
// in it, and ends the process: bubbles exist in tests only.
func inBubble(record func(t *testing.T)) {
	test := func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			release := make(chan string)
			for range 2 {
				go receive(release)
			}
			synctest.Wait()
			record(t)
			close(release)
		})
	}
	testing.Main(
		func(string, string) (bool, error) { return true, nil },
		[]testing.InternalTest{{Name: "TestBubble", F: test}},
		nil, nil,
	)
}

func recordLeak(dir string) error {
	for range 12 {
		leaky()
	}
	runtime.Gosched()
	time.Sleep(50 * time.Millisecond)
	for file, debug := range map[string]int{
		"goroutineleak.pb.gz":      0,
		"goroutineleak.debug1.txt": 1,
		"goroutineleak.debug2.txt": 2,
	} {
		if err := write(dir, file, "goroutineleak", debug); err != nil {
			return err
		}
	}
	return nil
}

// leaky leaves a sender behind that nobody can reach any more.
func leaky() {
	result := make(chan int)
	go func() { result <- fibonacci(5) }()
	if len(os.Args) > 100 {
		sink += <-result
	}
}

// crash ends with every goroutine printed by the runtime.
func crash(string) error {
	parked()
	time.Sleep(50 * time.Millisecond)
	var broken *node
	sink = broken.left.weight
	return nil
}
