package good

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
	select {
	case m.readings <- n:
	case <-m.stop:
	}
}

func measure() {
	m := &meter{readings: make(chan int), stop: make(chan struct{})}
	go m.run()
	close(m.stop)
	m.report(1)
}

// Stops only when all has been reported.
func inOrder() {
	m := &meter{readings: make(chan int), stop: make(chan struct{})}
	go m.run()
	m.readings <- 1
	close(m.stop)
}
