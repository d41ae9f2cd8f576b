package meter

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
	m.Start() // want "starts a goroutine that nobody can end"
	work()
	return m.count
}

// The constructor starts the goroutine by itself.
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
	f := newFlusher() // want "`newFlusher\\(\\)` starts a goroutine that nobody can end"
	for _, l := range lines {
		f.lines <- l
	}
}

// Nobody has it any more.

func (f *flusher) size() int { return cap(f.lines) }

func room() int {
	return newFlusher().size() // want "`newFlusher\\(\\)` starts a goroutine that nobody can end"
}

func warm() {
	newFlusher() // want "`newFlusher\\(\\)` starts a goroutine that nobody can end"
}
