package good

import "sync"

func load(name string, read func(string) error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if err := read(name); err != nil {
			return
		}
	}()
	wg.Wait()
}

func all(names []string, read func(string) error) {
	var wg sync.WaitGroup
	wg.Add(len(names))
	for _, n := range names {
		go work(&wg, n, read)
	}
	wg.Wait()
}

func work(wg *sync.WaitGroup, name string, read func(string) error) {
	defer wg.Done()
	read(name)
}

// Handed to code that cannot be seen.
func elsewhere(start func(*sync.WaitGroup)) {
	var wg sync.WaitGroup
	wg.Add(1)
	start(&wg)
	wg.Wait()
}

// The loop goes round as often as is counted before it, or after a loop that has asked.
func counted(sinks []func(string), text string) {
	for i, sink := range sinks {
		if sink == nil {
			sinks[i] = func(string) {}
		}
	}
	var wg sync.WaitGroup
	wg.Add(len(sinks))
	for _, sink := range sinks {
		go func() {
			defer wg.Done()
			sink(text)
		}()
	}
	wg.Wait()
}

func countedTo(n int, visit func(int)) {
	var wg sync.WaitGroup
	wg.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			defer wg.Done()
			visit(i)
		}()
	}
	wg.Wait()
}

// How many there are is counted by another list of the same length, and twice.
func paired(names []string, visit func(string)) {
	sorted := append([]string(nil), names...)
	var wg sync.WaitGroup
	wg.Add(len(names))
	for _, name := range sorted {
		go func() {
			defer wg.Done()
			visit(name)
		}()
	}
	wg.Wait()
	wg.Add(2 * len(names))
	for _, name := range names {
		for range 2 {
			go func() {
				defer wg.Done()
				visit(name)
			}()
		}
	}
	wg.Wait()
}

type input struct{ stop func() }

type inputs struct {
	mu  sync.Mutex
	all map[string]*input
}

// A map has as many entries as its length says.
func (i *inputs) close() {
	var wg sync.WaitGroup
	wg.Add(len(i.all))
	for _, in := range i.all {
		go func(in *input) {
			in.stop()
			wg.Done()
		}(in)
	}
	wg.Wait()
	clear(i.all)
}
