package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

// request is one step of the load. %d in its path counts the rounds.
type request struct {
	method, path, body, tenant string
	times                      int
}

func (r request) reader() io.Reader { return strings.NewReader(r.body) }

var tenants = []string{"acme", "globex", "initech"}

var prices = []string{
	"/price?symbol=GIFT", "/price?symbol=LAMP", "/ladder?symbol=BOOK",
	"/price?symbol=BOOK", "/ladder?symbol=LAMP", "/board",
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// leaks is what goes wrong, and how often. Most steps are answered as if
// nothing had happened.
var leaks = []request{
	{get, "/price-within?symbol=SLOW", "", "acme", 150},
	{post, "/checkout", "not an order", "globex", 120},
	{get, "/fastest?symbol=BOOK", "", "initech", 50},
	{post, "/journal?entry=%d", "", "acme", 60},
	{post, "/confirm?customer=c%d&symbol=GIFT", "", "acme", 50},
	{post, "/invoice?customer=c%d", "not an order", "globex", 40},
	{post, "/stocktake?customer=c%d", "", "initech", 40},
	{post, "/fulfil?customer=c%d", "", "acme", 20},
	{post, "/session?symbol=LAMP", "", "globex", 20},
	{get, "/quote?symbol=SLOW", "", "initech", 16},
	{post, "/refresh?symbol=SLOW", "", "acme", 12},
	{get, "/watch?symbol=GIFT&symbol=LAMP&symbol=BOOK", "", "globex", 8},
	{post, "/import", "SKU-1,2,199\nSKU-2\n", "initech", 20},
	{get, "/export?symbol=GOLD", "", "acme", 20},
	{get, "/price-all?symbol=EUR&symbol=GOLD", "", "globex", 12},
	{get, "/offer?customer=c%d&symbol=GIFT", "", "initech", 2500},
	{post, "/reserve", "", "acme", 400},
	{post, "/remind?customer=c%d", "", "globex", 400},
	{post, "/settle", "", "initech", 300},
	{post, "/newsletter?customer=c%d", "", "acme", 4},
	{get, "/auction", "", "globex", 30},
	{get, "/progress", "", "initech", 30},
	{get, "/stream?customer=c%d", "", "acme", 60},
	{get, "/venue?symbol=DOWN", "", "globex", 20},
	{get, "/open-order?customer=c%d", "", "initech", 40},
	{post, "/pick", "", "acme", 125},
	{post, "/post", "", "globex", 12},
	{post, "/subscribe?customer=c%d", "", "initech", 30},
	{post, "/enrich?customer=c%d", "", "acme", 20},
	{get, "/rank?symbol=GIFT&symbol=LAMP", "", "globex", 12},
}

// plan calls send for each step, round by round, so that the leaks grow side by
// side.
func plan(send func(request)) {
	for round, more := 0, true; more; round++ {
		more = false
		for _, step := range leaks {
			if round >= step.times {
				continue
			}
			more = true
			if strings.Contains(step.path, "%d") {
				step.path = fmt.Sprintf(step.path, round)
			}
			send(step)
		}
	}
}
