package stock

import (
	"fmt"
	"sync"
)

type item struct {
	name  string
	count int
}

func (i item) String() string { return fmt.Sprint(i.name, " ", i.count) }

func printAll(items []item) {
	lines := make(chan string)
	go func() {
		for _, i := range items {
			lines <- i.String()
		}
	}()
	for line := range lines { // want "Nobody closes `lines`: after the last value this loop waits for ever"
		fmt.Println(line)
	}
}

// The reader is the goroutine.
func sum(items []item) {
	counts := make(chan int)
	var total int
	go func() {
		for n := range counts { // want "Nobody closes `counts`"
			total += n
		}
		fmt.Println(total)
	}()
	for _, i := range items {
		counts <- i.count
	}
}

// Several senders: whoever waits for them must close.
func names(shelves [][]item) []string {
	found := make(chan string, 10)
	var wg sync.WaitGroup
	for _, shelf := range shelves {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, i := range shelf {
				found <- i.name
			}
		}()
	}
	go func() {
		wg.Wait()
		fmt.Println("all shelves done")
	}()
	var all []string
	for name := range found { // want "Nobody closes `found`"
		all = append(all, name)
	}
	return all
}

// By way of helpers.

func count(items []item) int {
	each := make(chan item)
	go feed(each, items)
	return total(each)
}

func feed(out chan<- item, items []item) {
	for _, i := range items {
		out <- i
	}
}

func total(in <-chan item) (n int) {
	for i := range in { // want "Nobody closes `each`"
		n += i.count
	}
	return n
}

func short(a, b item) {
	lines := make(chan string)
	go func() { lines <- a.name; lines <- b.name }()
	for line := range lines { // want "Nobody closes `lines`"
		fmt.Println(line)
	}
}

// A goroutine per object, over a channel of the object.
type execQueue struct {
	jobs    chan func()
	stopped bool
}

func newExecQueue() *execQueue {
	q := &execQueue{jobs: make(chan func(), 8)}
	go q.loop()
	return q
}

func (q *execQueue) loop() {
	for job := range q.jobs { // want "Nobody closes `q.jobs`"
		if q.stopped {
			return
		}
		job()
	}
}

func (q *execQueue) add(job func()) { q.jobs <- job }

func (q *execQueue) quit() { q.stopped = true }
