package pricing

import (
	"context"
	"time"
)

type market struct {
	ask func(symbol string) (int, error)
}

type question struct {
	symbol string
	reply  chan int
}

type desk struct {
	questions chan question
	patient   chan *patience
	checks    chan check
	late      chan *latecomer
	closing   chan struct{}
}

// There is room for the answer.
func (d *desk) ask(ctx context.Context, symbol string) (int, error) {
	reply := make(chan int, 1)
	d.questions <- question{symbol, reply}
	select {
	case price := <-reply:
		return price, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// The signal may be that of the answering side, which then answers nobody.
func (d *desk) askUntilClosed(symbol string) int {
	reply := make(chan int)
	select {
	case d.questions <- question{symbol, reply}:
	case <-d.closing:
		return 0
	}
	select {
	case price := <-reply:
		return price
	case <-d.closing:
		return 0
	}
}

// Given up before anybody has the request.
func (d *desk) askWithin(symbol string, limit time.Duration) int {
	q := question{symbol: symbol, reply: make(chan int)}
	select {
	case d.questions <- q:
		return <-q.reply
	case <-time.After(limit):
		return 0
	}
}

func (d *desk) serve(m *market) {
	defer close(d.closing)
	for q := range d.questions {
		price, _ := m.ask(q.symbol)
		q.reply <- price
	}
}

// Whoever answers gives up too.

type patience struct {
	ctx   context.Context
	reply chan int
}

func (d *desk) wait(ctx context.Context) int {
	p := &patience{ctx: ctx, reply: make(chan int)}
	d.patient <- p
	select {
	case n := <-p.reply:
		return n
	case <-ctx.Done():
		return 0
	}
}

func (d *desk) answer() {
	for p := range d.patient {
		select {
		case p.reply <- 1:
		case <-p.ctx.Done():
		}
	}
}

// Every way out receives.

type check struct{ reply chan bool }

func (d *desk) check(limit time.Duration) bool {
	reply := make(chan bool)
	d.checks <- check{reply}
	for {
		select {
		case ok := <-reply:
			return ok
		case <-time.After(limit):
			time.Sleep(time.Millisecond)
		}
	}
}

func (d *desk) answerChecks() {
	for c := range d.checks {
		c.reply <- true
	}
}

// Somebody else takes what comes too late.

type latecomer struct{ reply chan int }

func (d *desk) early(limit time.Duration) int {
	l := &latecomer{reply: make(chan int)}
	d.late <- l
	select {
	case n := <-l.reply:
		return n
	case <-time.After(limit):
		go drain(l)
		return 0
	}
}

func drain(l *latecomer) { <-l.reply }

func (d *desk) answerLate() {
	for l := range d.late {
		l.reply <- 1
	}
}
