package walking

import "sync"

type settings struct{ workers int }

type job struct{ depth int }

// How much room the queue has is the caller's business; that nobody closes it before all is done is plain.
func walk(s settings, list func(job) []job) {
	var running, open sync.WaitGroup
	jobs := make(chan job, s.workers)
	for i := 0; i < s.workers; i++ {
		running.Add(1)
		go func() {
			defer running.Done()
			for {
				j, ok := <-jobs
				if !ok {
					return
				}
				more := list(j)
				if len(more) > 0 {
					open.Add(len(more))
					go func() {
						for _, m := range more {
							jobs <- m
						}
					}()
				}
				open.Done()
			}
		}()
	}
	open.Add(1)
	jobs <- job{}
	open.Wait()
	close(jobs)
	running.Wait()
}
