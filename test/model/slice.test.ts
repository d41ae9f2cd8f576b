import { describe, expect, it } from 'vitest';
import { type Leak, leaksOf } from '../../server/engine/model/leaks.ts';
import { packagesOf } from '../rules/harness.ts';

/** Where the model finds somebody blocked for ever, as `rule: line of the source`. */
async function leaksIn(body: string, imports = ''): Promise<string[]> {
  const { leaks, text } = await modelled(body, imports);
  return leaks.map((l) => `${l.rule}: ${text.slice(l.start, l.end)}`);
}

async function modelled(body: string, imports = ''): Promise<{ leaks: readonly Leak[]; text: string }> {
  const text = `package p

import (
	"errors"
	"example.org/other"
${imports})

type item struct {
	name string
	size int
}

type job struct{ done chan struct{} }

type service struct{ client *other.Client }

func (s *service) check(i item) error {
	if i.size > s.client.Limit() {
		return errors.New("too large")
	}
	return nil
}

func (j *job) finish(ok bool) {
	if !ok {
		return
	}
	close(j.done)
}

${body}
`;
  const files = new Map([
    ['go.mod', 'module example.com/p\n\ngo 1.22\n'],
    ['p.go', text],
  ]);
  const [pkg] = await packagesOf(files);
  if (!pkg) throw new Error('no package');
  return { leaks: leaksOf(pkg), text };
}

/** Ten reasons to give up, and loops that do nothing but look. */
const preparing = `	if len(in) == 0 {
		return errors.New("nothing")
	}
	sizes := map[string]int{}
	for i, x := range in {
		if x.name == "" {
			continue
		}
		if err := s.check(x); err != nil {
			return err
		}
		for _, y := range in[i+1:] {
			if y.name == x.name {
				sizes[x.name]++
				break
			}
		}
		switch {
		case x.size > 10:
			sizes[x.name] += 10
		case x.size > 5:
			other.Note(x.name)
		}
	}
${Array.from({ length: 10 }, (_, i) => `	if err := s.client.Prepare(${i}, sizes); err != nil {\n\t\treturn err\n\t}\n`).join('')}`;

describe('what does not communicate is left out', () => {
  it('whatever a function checks before it begins, what it begins is followed', async () => {
    const leaks = await leaksIn(`func (s *service) F(in []item) error {
${preparing}
	j := &job{done: make(chan struct{})}
	go j.finish(len(sizes) > 3)
	<-j.done
	return nil
}`);
    expect(leaks).toEqual(['done-not-signalled: <-j.done']);
  });

  it('a loop in the middle may still return', async () => {
    const leaks = await leaksIn(`func (s *service) F(in []item) error {
	c := make(chan int)
	go func() { c <- 1 }()
	for _, x := range in {
		if x.name == "" {
			continue
		}
		if err := s.check(x); err != nil {
			return err
		}
	}
	<-c
	return nil
}`);
    expect(leaks).toEqual(['send-abandoned-by-return: c <- 1']);
  });

  it('a failure before the beginning counts, if what is deferred waits for what was not begun', async () => {
    const leaks = await leaksIn(`func (j *job) wait() { <-j.done }

func (s *service) F(in []item) error {
	j := &job{done: make(chan struct{})}
	defer j.wait()
	if err := s.client.Prepare(in); err != nil {
		return err
	}
	go j.finish(true)
	return nil
}`);
    expect(leaks).toEqual(['done-not-signalled: <-j.done']);
  });

  it('says how many answers are open, however much they weigh', async () => {
    const { leaks } = await modelled(`func (s *service) F(n int) {
	c := make(chan int)
	go func() { c <- 1 }()
	if n == s.client.Limit() {
		return
	}
	<-c
}`);
    expect(leaks[0]?.confidence).toContain('1 answer on the way that the code leaves open');
  });

  it('loops in the middle that look at this and that do not hide what comes after them', async () => {
    const loop = `	for i, x := range in {
		if x.size == i || x.name == "" {
			continue
		}
		for _, y := range in[i+1:] {
			if y.size > x.size && y.name != x.name {
				break
			}
			if err := s.check(y); err != nil {
				return err
			}
		}
	}
`;
    const leaks = await leaksIn(`func (s *service) F(in []item) error {
	j := &job{done: make(chan struct{})}
	go j.finish(s.client.Limit() > 3)
${loop.repeat(4)}
	<-j.done
	return nil
}`);
    expect(leaks).toEqual(['done-not-signalled: <-j.done']);
  });

  it.each([
    [
      'a loop that closes the channel',
      `	c := make(chan int)
	go func() {
		for range c {
		}
	}()
	for {
		if s.client.Limit() > 3 {
			close(c)
			break
		}
	}`,
    ],
    [
      'a loop that decides by itself how often it goes round',
      `	c := make(chan int)
	for i := 0; i < 2; i++ {
		if i == 1 {
			return nil
		}
	}
	c <- 1`,
    ],
    [
      'a flag that is set with the goroutine',
      `	c := make(chan int)
	started := false
	if s.client.Limit() > 3 {
		started = true
		go func() { c <- 1 }()
	}
	for _, x := range in {
		other.Note(x.name)
	}
	if started {
		<-c
	}`,
    ],
    [
      'a channel that a loop puts into a struct of another package',
      `	c := make(chan int)
	for _, x := range in {
		s.client.Send(x.name, c)
	}
	c <- 1`,
    ],
    [
      'a reader of the package itself behind an interface of another',
      `	c := make(chan int)
	r := io.Reader(&reader{c})
	buf := make([]byte, 8)
	go func() { c <- 1 }()
	io.ReadFull(r, buf)`,
    ],
    [
      'two loops over the same part of a parameter',
      `	c := make(chan int)
	for range req.Items {
		go func() { c <- 1 }()
	}
	for range req.Items {
		<-c
	}`,
    ],
    [
      'a variable that a callback assigns',
      `	var c chan int
	on := func() { c = make(chan int, 1) }
	s.client.Run(on)
	c <- 1`,
    ],
    [
      'what an interface of another module leads back to',
      `	f := &fake{ready: make(chan struct{})}
	w := wrap(f)
	go w.c.Subscribe()
	<-f.ready`,
    ],
    [
      'a room that is at least one',
      `	n := len(in)
	if n < 1 {
		return nil
	}
	c := make(chan int, n)
	c <- 1`,
    ],
  ])('but not %s', async (_, body) => {
    const reader =
      'type reader struct{ c chan int }\n\nfunc (r *reader) Read(p []byte) (int, error) { return <-r.c, nil }\n\ntype fake struct{ ready chan struct{} }\n\nfunc (f *fake) Subscribe() { close(f.ready) }\n\ntype wrapped struct{ c other.Subscriber }\n\nfunc wrap(c other.Subscriber) *wrapped { return &wrapped{c} }\n';
    const leaks = await leaksIn(
      `${reader}\nfunc (s *service) F(in []item, req *other.Request) error {\n${body}\n\treturn nil\n}`,
      '\t"io"\n',
    );
    expect(leaks).toEqual([]);
  });
});

describe('what asks what kind of error it is', () => {
  const begin = (error: string): string => `func begin(c chan int) error {
	go func() { c <- 1 }()
	return ${error}
}

func F() error {
	c := make(chan int)
	err := begin(c)
	if errors.Is(err, other.ErrGone) {
		return err
	}
	<-c
	return nil
}`;

  it('says no of nil', async () => {
    expect(await leaksIn(begin('nil'))).toEqual([]);
  });

  it('may say yes of an error', async () => {
    expect(await leaksIn(begin('other.Failed()'))).toEqual(['send-abandoned-by-return: c <- 1']);
  });
});
