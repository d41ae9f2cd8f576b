package jobs

import "sync"

func all(jobs []string, run func(string) error) {
	var wg sync.WaitGroup
	queue := make(chan string)
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for job := range queue {
				if err := run(job); err != nil {
					return
				}
			}
		}()
	}
	for _, job := range jobs {
		queue <- job // want "once every worker has left its loop"
	}
	close(queue)
	wg.Wait()
}
