package render

import "sync"

type page struct{ number int }

type renderer struct {
	wg   sync.WaitGroup
	draw func(p page)
}

func renderAll(pages []page, draw func(p page)) {
	var wg sync.WaitGroup
	wg.Add(len(pages))
	for _, p := range pages {
		go func() {
			defer wg.Done()
			draw(p)
		}()
		wg.Wait() // want "wg.Wait\\(\\)` in the first round waits for goroutines that later rounds start"
	}
}

func renderRange(from, to int, draw func(p page)) {
	var wg sync.WaitGroup
	wg.Add(to - from)
	for i := from; i < to; i++ {
		go drawOne(&wg, page{number: i}, draw)
		wg.Wait() // want "Move it behind the loop"
	}
	draw(page{number: to})
}

func drawOne(wg *sync.WaitGroup, p page, draw func(p page)) {
	defer wg.Done()
	draw(p)
}

func (r *renderer) renderAll(pages []page) int {
	r.wg.Add(len(pages))
	for _, p := range pages {
		if p.number%2 == 1 {
			p.number++
		}
		go func(p page) {
			r.draw(p)
			r.wg.Done()
		}(p)
		r.wg.Wait() // want "r.wg.Wait"
	}
	return len(pages)
}
