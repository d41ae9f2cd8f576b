package main

import (
	"runtime"
	"sync"
	"time"
)

func recordContention(dir string) error {
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)
	var group sync.WaitGroup
	var lock sync.Mutex
	var readers sync.RWMutex
	values := make(chan int)
	for worker := range 8 {
		group.Go(func() {
			for range 60 {
				holdLock(&lock)
				readers.RLock()
				readers.RUnlock()
				values <- worker
			}
		})
	}
	go func() {
		for range 20 {
			readers.Lock()
			time.Sleep(200 * time.Microsecond)
			readers.Unlock()
		}
	}()
	for range 8 * 60 {
		consume(values)
	}
	group.Wait()
	if err := write(dir, "block.pb.gz", "block", 0); err != nil {
		return err
	}
	if err := write(dir, "mutex.debug1.txt", "mutex", 1); err != nil {
		return err
	}
	return write(dir, "mutex.pb.gz", "mutex", 0)
}

func holdLock(lock *sync.Mutex) {
	lock.Lock()
	defer lock.Unlock()
	time.Sleep(20 * time.Microsecond)
}

func consume(values <-chan int) { sink += <-values }
