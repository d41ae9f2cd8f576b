package agent

import "log"

type agent struct {
	name  string
	steps []func()
}

func (a *agent) waitForStop() {
	var stop chan struct{}
	log.Print("waiting for ", a.name)
	<-stop // want "stop` is nil here and stays so: the receive blocks for ever"
}

func (a *agent) results() {
	var results chan string
	for _, step := range a.steps {
		go func() {
			step()
			results <- a.name // want "results` is nil here and stays so: the send blocks for ever"
		}()
	}
	for r := range results { // want "results` is nil here"
		log.Print(r)
	}
}

func (a *agent) answer() string {
	var answers chan string
	go func() {
		log.Print("asking")
	}()
	return <-answers // want "answers` is nil here"
}

func (a *agent) run() {
	for _, step := range a.steps {
		go step()
	}
	select {} // want "`select {}` blocks for ever"
}

func (a *agent) keepAlive() {
	go func() {
		defer log.Print("never printed")
		select {} // want "this goroutine never ends"
	}()
}
