package bad

type meter struct {
	readings chan int
	stop     chan struct{}
}

func (m *meter) run() {
	for {
		select {
		case <-m.readings:
		case <-m.stop:
			return
		}
	}
}

func (m *meter) report(n int) {
	m.readings <- n // want "told to stop"
}

func measure() {
	m := &meter{readings: make(chan int), stop: make(chan struct{})}
	go m.run()
	close(m.stop)
	m.report(1)
}
