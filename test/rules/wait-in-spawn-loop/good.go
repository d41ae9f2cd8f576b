package render

import "sync"

type page struct{ number int }

func behind(pages []page, draw func(p page)) {
	var wg sync.WaitGroup
	wg.Add(len(pages))
	for _, p := range pages {
		go func() {
			defer wg.Done()
			draw(p)
		}()
	}
	wg.Wait()
}

// A batch at a time: each round adds what it waits for.
func batches(all [][]page, draw func(p page)) {
	var wg sync.WaitGroup
	for _, batch := range all {
		wg.Add(len(batch))
		for _, p := range batch {
			go func() {
				defer wg.Done()
				draw(p)
			}()
		}
		wg.Wait()
	}
}

func oneByOne(pages []page, draw func(p page)) {
	var wg sync.WaitGroup
	for _, p := range pages {
		wg.Add(1)
		go func() {
			defer wg.Done()
			draw(p)
		}()
		wg.Wait()
	}
}

// The first group is for the workers, which go on; the second for the round.
func rounds(rounds int, pages []page, draw func(p page)) {
	var workers, round sync.WaitGroup
	workers.Add(rounds)
	for i := 0; i < rounds; i++ {
		round.Add(1)
		go func() {
			defer workers.Done()
			defer round.Done()
			for _, p := range pages {
				draw(p)
			}
		}()
		round.Wait()
	}
	workers.Wait()
}

// One goroutine, started before the loop: the loop only asks twice.
func twice(draw func(p page)) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		draw(page{})
	}()
	for range 2 {
		wg.Wait()
	}
}

// The loop is left in its first round.
func firstOnly(pages []page, draw func(p page)) {
	var wg sync.WaitGroup
	wg.Add(1)
	for _, p := range pages {
		go func() {
			defer wg.Done()
			draw(p)
		}()
		wg.Wait()
		return
	}
	wg.Done()
}

// Its Add is done by a helper in every round.
func throughHelper(pages []page, draw func(p page)) {
	var wg sync.WaitGroup
	wg.Add(1)
	go drawOne(&wg, page{}, draw)
	for _, p := range pages {
		start(&wg, p, draw)
		wg.Wait()
	}
}

func start(wg *sync.WaitGroup, p page, draw func(p page)) {
	wg.Add(1)
	go drawOne(wg, p, draw)
}

func drawOne(wg *sync.WaitGroup, p page, draw func(p page)) {
	defer wg.Done()
	draw(p)
}
