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
