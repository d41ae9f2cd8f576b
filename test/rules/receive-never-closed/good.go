package stock

import (
	"fmt"
	"log"
	"sync"
	"time"
)

type item struct {
	name  string
	count int
}

func (i item) String() string { return fmt.Sprint(i.name, " ", i.count) }

func printAll(items []item) {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for _, i := range items {
			lines <- i.String()
		}
	}()
	for line := range lines {
		fmt.Println(line)
	}
}

// Closed by whoever waits for the senders; by a helper; by the owner at the end.

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
		close(found)
	}()
	var all []string
	for name := range found {
		all = append(all, name)
	}
	return all
}

func count(items []item) (n int) {
	each := make(chan item)
	go feed(each, items)
	for i := range each {
		n += i.count
	}
	return n
}

func feed(out chan<- item, items []item) {
	defer close(out)
	for _, i := range items {
		out <- i
	}
}

func sum(items []item) int {
	counts := make(chan int)
	result := make(chan int)
	go func() {
		total := 0
		for n := range counts {
			total += n
		}
		result <- total
	}()
	for _, i := range items {
		counts <- i.count
	}
	close(counts)
	return <-result
}

// The loop can be left from inside.
func first(items []item, wanted string) (found item) {
	each := make(chan item, len(items))
	for _, i := range items {
		each <- i
	}
	for i := range each {
		if i.name == wanted || len(each) == 0 {
			found = i
			break
		}
	}
	return found
}

// The channel leaves the function: returned, stored, passed on, from elsewhere.

func stream(items []item) <-chan item {
	out := make(chan item)
	go func() {
		for i := range out {
			log.Print(i)
		}
	}()
	return out
}

type hub struct{ lines chan string }

func newHub() *hub {
	lines := make(chan string)
	h := &hub{lines: lines}
	go func() {
		for line := range lines {
			log.Print(line)
		}
	}()
	return h
}

func (h *hub) Close() { close(h.lines) }

func (h *hub) print() {
	for line := range h.lines {
		log.Print(line)
	}
}

func given(items <-chan item) {
	for i := range items {
		log.Print(i)
	}
}

func passed(start func(out chan<- string)) {
	lines := make(chan string)
	start(lines)
	for line := range lines {
		log.Print(line)
	}
}

func aliased(items []item) {
	lines := make(chan string)
	out := lines
	go func() {
		defer close(out)
		for _, i := range items {
			out <- i.name
		}
	}()
	for line := range lines {
		fmt.Println(line)
	}
}

func ticks() {
	ticker := time.NewTicker(time.Second)
	for range ticker.C {
		log.Print("tick")
	}
}

// Counted receives need no close.
func counted(items []item) {
	lines := make(chan string)
	for _, i := range items {
		go func() {
			lines <- i.String()
		}()
	}
	for range items {
		fmt.Println(<-lines)
	}
}

// A sender that is started twice has its close elsewhere.
func twice(items []item) {
	lines := make(chan string)
	var wg sync.WaitGroup
	print := func() {
		defer wg.Done()
		for _, i := range items {
			lines <- i.name
		}
	}
	wg.Add(2)
	go print()
	go print()
	go func() {
		wg.Wait()
		close(lines)
	}()
	for line := range lines {
		fmt.Println(line)
	}
}

// A goroutine per object: the end of the object closes its channel.
type execQueue struct {
	jobs chan func()
}

func newExecQueue() *execQueue {
	q := &execQueue{jobs: make(chan func(), 8)}
	go q.loop()
	return q
}

func (q *execQueue) loop() {
	for job := range q.jobs {
		job()
	}
}

func (q *execQueue) add(job func()) { q.jobs <- job }

func (q *execQueue) quit() { close(q.jobs) }

// Somebody else has the channel too.
type mailbox struct {
	letters chan string
}

func newMailbox(open func(chan string)) *mailbox {
	m := &mailbox{letters: make(chan string)}
	open(m.letters)
	go func() {
		for range m.letters {
		}
	}()
	return m
}

func (m *mailbox) post(letter string) { m.letters <- letter }

// One pool for the whole process, made when it is first asked for.
type hasherPool struct {
	tasks chan []byte
}

var sharedHashers = sync.OnceValue(func() *hasherPool { return newHasherPool(4) })

func newHasherPool(n int) *hasherPool {
	p := &hasherPool{tasks: make(chan []byte, n)}
	for range n {
		go p.work()
	}
	return p
}

func (p *hasherPool) work() {
	for task := range p.tasks {
		fmt.Println(len(task))
	}
}

func (p *hasherPool) hash(task []byte) { p.tasks <- task }

func hashAll(tasks [][]byte) {
	for _, task := range tasks {
		sharedHashers().hash(task)
	}
}

// Ended by a message: the channel is never closed, so that nobody sends on a closed one.

type order struct {
	name   string
	isLast bool
}

type kitchen struct {
	orders chan order
	done   chan struct{}
}

func newKitchen() *kitchen {
	k := &kitchen{orders: make(chan order, 8), done: make(chan struct{})}
	go k.cook()
	return k
}

func (k *kitchen) cook() {
	defer close(k.done)
	for o := range k.orders {
		if o.isLast {
			return
		}
		log.Print(o.name)
	}
}

func (k *kitchen) Order(name string) { k.orders <- order{name: name} }

func (k *kitchen) Shutdown() {
	k.orders <- order{isLast: true}
	<-k.done
}
