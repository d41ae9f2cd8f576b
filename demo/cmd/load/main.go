// Command load sends a bounded mix of requests to the order service: customers
// who ask for prices, and each way in which a request can leave something
// behind. It talks to this machine only, and stops by itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

const (
	patience   = 250 * time.Millisecond // for one request; some never answer
	customers  = 6                      // who ask for prices at the same time
	troublers  = 6                      // who work through the plan
	maxFactor  = 10
	maxMinutes = 5
)

func main() {
	target := flag.String("url", "", "address of the service, on this machine")
	lasting := flag.Duration("for", 5*time.Second, "how long to ask for prices")
	factor := flag.Int("times", 1, "how often to go through the plan of leaks; 0 asks for prices only")
	flag.Parse()
	if err := check(*target, *lasting, *factor); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
	ctx, cancel := context.WithTimeout(context.Background(), *lasting)
	defer cancel()
	l := &load{client: &http.Client{Timeout: patience}, base: *target}
	l.run(ctx, *factor)
	fmt.Printf("%d requests, %d without an answer\n", l.sent.Load(), l.lost.Load())
}

func check(target string, lasting time.Duration, factor int) error {
	u, err := url.Parse(target)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(u.Hostname()); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("-url must be an address like http://127.0.0.1:8080, not %q", target)
	}
	if lasting <= 0 || lasting > maxMinutes*time.Minute {
		return fmt.Errorf("-for must be more than 0 and at most %d minutes", maxMinutes)
	}
	if factor < 0 || factor > maxFactor {
		return fmt.Errorf("-times must be from 0 to %d", maxFactor)
	}
	return nil
}

type load struct {
	client     *http.Client
	base       string
	sent, lost atomic.Int64
}

// run asks for prices until ctx is done, and works through the plan beside it.
func (l *load) run(ctx context.Context, factor int) {
	var wg sync.WaitGroup
	for i := range customers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			l.askForPrices(ctx, i)
		}()
	}
	steps := make(chan request)
	for range troublers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for step := range steps {
				l.do(step)
			}
		}()
	}
	for range factor {
		plan(func(step request) { steps <- step })
	}
	close(steps)
	wg.Wait()
}

func (l *load) askForPrices(ctx context.Context, customer int) {
	tenant := tenants[customer%len(tenants)]
	for n := customer; ctx.Err() == nil; n++ {
		l.do(request{method: http.MethodGet, path: prices[n%len(prices)], tenant: tenant})
	}
}

func (l *load) do(step request) {
	l.sent.Add(1)
	req, err := http.NewRequest(step.method, l.base+step.path, step.reader())
	if err != nil {
		l.lost.Add(1)
		return
	}
	req.Header.Set("X-Tenant", step.tenant)
	resp, err := l.client.Do(req)
	if err != nil {
		l.lost.Add(1)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
}
