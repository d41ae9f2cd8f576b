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
