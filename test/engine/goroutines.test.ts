import { describe, expect, test } from 'vitest';
import { endingText } from '../../server/engine/goroutines/ending.ts';
import { startsIn } from '../../server/engine/goroutines/starts.ts';
import { packagesOf } from '../rules/harness.ts';

const head = `package p

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

var quit = make(chan struct{})

type server struct {
	http http.Server
	stop chan struct{}
	l    net.Listener
}

var _ errgroup.Group
`;

/** How each start of the code ends, in order. */
async function endings(code: string): Promise<string[]> {
  const files = new Map([
    ['go.mod', 'module example.com/p\n\ngo 1.25\n'],
    ['p.go', head + code],
  ]);
  const [pkg] = await packagesOf(files);
  if (!pkg) throw new Error('no package');
  return startsIn(pkg).map((s) => `${s.by}: ${endingText(s.ending)}`);
}

const body = (text: string): Promise<string[]> =>
  endings(
    `func f(ctx context.Context, jobs, out chan int, s *server, wg *sync.WaitGroup, g func()) {\n\tgo func() {\n${text}\n\t}()\n}\n`,
  );

describe('a goroutine ends', () => {
  test.each([
    ['with a context', 'for { select { case <-ctx.Done(): return; case <-jobs: } }', 'ends with ctx'],
    ['with the error of one', 'for { if ctx.Err() != nil { return }; time.Sleep(1) }', 'ends with ctx'],
    [
      'with either of two',
      'c, _ := context.WithCancel(ctx); select { case <-ctx.Done(): case <-c.Done(): }',
      'ends with ctx or c',
    ],
    ['when a channel is closed', 'for range jobs { }', 'ends when jobs is closed'],
    ['when ok is false', 'for { j, ok := <-jobs; if !ok { return }; _ = j }', 'ends when jobs is closed'],
    [
      'when a case is not ok',
      'for { select { case j, ok := <-jobs: if !ok { return }; _ = j } }',
      'ends when jobs is closed',
    ],
    ['at a stop signal', 'for { select { case <-s.stop: return; case <-time.After(1): } }', 'ends when s.stop signals'],
    ['when a value is taken', 'out <- 1', 'ends when out takes what it sends'],
    ['when a server is stopped', '_ = s.http.ListenAndServe()', 'ends when s.http.ListenAndServe returns'],
    [
      'when an accept fails',
      'for { c, err := s.l.Accept(); if err != nil { return }; _ = c }',
      'ends when s.l.Accept returns',
    ],
    ['when a group is done', 'wg.Wait(); close(out)', 'ends when wg.Wait returns'],
    ['after one run', 'defer wg.Done(); for i := 0; i < 3; i++ { _ = i }', 'ends after one run'],
    ['never', 'for { time.Sleep(1) }', 'never ends'],
    ['never, for its break leaves the select only', 'for { select { case <-ctx.Done(): break } }', 'never ends'],
    ['never in an empty select', 'select {}', 'never ends'],
  ])('%s', async (_, text, ending) => {
    expect(await body(text)).toEqual([`go: ${ending}`]);
  });
});

describe('it is not known', () => {
  test.each([
    [
      'when it also sends where the signal does not reach',
      'for { select { case <-ctx.Done(): return; case j := <-jobs: out <- j } }',
    ],
    [
      'when a loop waits in a call that does not hear it',
      'for { select { case <-s.stop: return; default: }; c, _ := s.l.Accept(); _ = c }',
    ],
    ['when the reason to leave is not seen', 'for { if len(jobs) > 3 { return } }'],
    ['when it waits for two', '<-jobs; out <- 1'],
    ['when it serves first and sends then', 'err := s.http.ListenAndServe(); _ = err; out <- 1'],
  ])('%s', async (_, text) => {
    expect(await body(text)).toEqual(['go: unknown']);
  });
});

test('names are those of the place where it is started', async () => {
  const code = `
func (s *server) loop(c context.Context) {
	<-c.Done()
}

func (s *server) own() {
	done := make(chan int)
	<-done
}

func (s *server) watch() {
	<-s.stop
}

func drain(in chan int) {
	for range in {
	}
}

func global() {
	<-quit
}

func start(root context.Context, srv *server, feed chan int) {
	go srv.loop(root)
	go srv.own()
	go srv.watch()
	go drain(feed)
	go global()
	go func() {
		defer func() { <-feed }()
		srv.loop(root)
	}()
}
`;
  expect(await endings(code)).toEqual([
    'go: ends with root',
    'go: ends when srv.own returns',
    'go: ends when srv.stop signals',
    'go: ends when feed is closed',
    'go: ends when quit signals',
    'go: ends with root',
  ]);
});

test('goroutines that functions start are found too', async () => {
  const code = `
func start(ctx context.Context, g *errgroup.Group, wg *sync.WaitGroup, tick func()) {
	g.Go(func() error {
		<-ctx.Done()
		return nil
	})
	wg.Go(tick)
	time.AfterFunc(time.Second, func() {})
}
`;
  expect(await endings(code)).toEqual([
    'g.Go: ends with ctx',
    'wg.Go: ends when tick returns',
    'time.AfterFunc: ends after one run',
  ]);
});

test('recursion and broken code end in time, and are not known', async () => {
  const code = `
func again(n int) {
	if n > 0 {
		again(n - 1)
	}
}

func start() {
	go again(3)
	go func() {
		<-;
	}()
}
`;
  expect(await endings(code)).toEqual(['go: unknown', 'go: unknown']);
});
