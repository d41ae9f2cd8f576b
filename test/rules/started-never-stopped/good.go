package meter

import "errors"

type meter struct {
	quit  chan struct{}
	count int
}

func newMeter() *meter { return &meter{quit: make(chan struct{})} }

func (m *meter) Start() {
	go func() { <-m.quit }()
}

func (m *meter) Stop() { close(m.quit) }

func measure(work func()) int {
	m := newMeter()
	m.Start()
	defer m.Stop()
	work()
	return m.count
}

func started() *meter {
	m := newMeter()
	m.Start()
	return m
}

type board struct{ meters []*meter }

func (b *board) add() {
	m := newMeter()
	m.Start()
	b.meters = append(b.meters, m)
}

func later(at func(func())) {
	m := newMeter()
	m.Start()
	at(m.Stop)
}

type flusher struct {
	quit  chan struct{}
	lines chan string
}

func newFlusher() *flusher {
	f := &flusher{quit: make(chan struct{}), lines: make(chan string, 8)}
	go f.loop()
	return f
}

func (f *flusher) loop() {
	for {
		select {
		case <-f.lines:
		case <-f.quit:
			return
		}
	}
}

func (f *flusher) Close() { close(f.quit) }

func write(lines []string) {
	f := newFlusher()
	defer f.Close()
	for _, l := range lines {
		f.lines <- l
	}
}

// Somebody else closes it.
func opened(keep func(*flusher)) {
	f := newFlusher()
	keep(f)
}

// Its goroutine ends by itself.
type loader struct{ loaded chan int }

func newLoader() *loader {
	l := &loader{loaded: make(chan int, 1)}
	go l.load()
	return l
}

func (l *loader) load() {
	for n := 0; ; n++ {
		if n > 3 {
			l.loaded <- n
			return
		}
	}
}

func (l *loader) Close() { clear(map[int]int{}) }

func loaded() int {
	l := newLoader()
	return <-l.loaded
}

// Started for whoever keeps it.
func (b *board) first() *meter { return b.meters[0] }

func (b *board) restart() int {
	m := b.first()
	m.Start()
	return m.count
}

// What is meant to fail is not kept.
func refused() error {
	_, err := openFlusher(nil)
	return err
}

func openFlusher(lines chan string) (*flusher, error) {
	if lines == nil {
		return nil, errors.New("nothing to flush")
	}
	f := &flusher{quit: make(chan struct{}), lines: lines}
	go f.loop()
	return f, nil
}

// Ended at once, or what it answers keeps it.

func ended() { newFlusher().Close() }

func (f *flusher) with(line string) *flusher {
	f.lines <- line
	return f
}

func begun() *flusher { return newFlusher().with("begin") }
