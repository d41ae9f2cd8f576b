import { describe, expect, it } from 'vitest';
import { leaksOf } from '../../server/engine/model/leaks.ts';
import { packagesOf } from '../rules/harness.ts';

/** The only leak in a file with this body: how many answers its run leaves open, and whether it is far-fetched. */
async function leakIn(body: string): Promise<{ readonly answers: string; readonly isFarFetched: boolean }> {
  const files = new Map([
    ['go.mod', 'module example.com/p\n\ngo 1.22\n'],
    ['p.go', `package p\n\nimport "sync"\n\n${body}\n`],
  ]);
  const [pkg] = await packagesOf(files);
  const [leak, ...others] = pkg ? leaksOf(pkg) : [];
  if (!leak || others.length > 0) throw new Error('not one leak');
  return { answers: leak.confidence.at(-1) ?? '', isFarFetched: leak.isFarFetched };
}

describe('how much a leak takes for granted', () => {
  it('of two runs to the same end, the one with fewer answers is told', async () => {
    const leak = await leakIn(`func check(hosts []string, ping func(string) error) {
	var wg sync.WaitGroup
	for _, h := range hosts {
		wg.Add(1)
		go func() {
			if err := ping(h); err != nil {
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}`);
    expect(leak).toEqual({ answers: '2 answers on the way that the code leaves open', isFarFetched: false });
  });

  it('how often a loop goes round is no guess', async () => {
    const leak = await leakIn(`func sum(parts [][]int) (total int) {
	var wg sync.WaitGroup
	ch := make(chan int)
	wg.Add(1)
	go func() {
		defer wg.Done()
		for _, p := range parts {
			for _, v := range p {
				ch <- v
			}
		}
		close(ch)
	}()
	for v := range ch {
		if v < 0 {
			return total
		}
		total += v
	}
	wg.Wait()
	return total
}`);
    expect(leak.isFarFetched).toBe(false);
  });

  it('what no error and no loop says is a guess each time', async () => {
    const leak = await leakIn(`func pick(a, b, c func() bool) {
	ch := make(chan int)
	go func() {
		if a() {
			if b() {
				if c() {
					ch <- 1
				}
			}
		}
	}()
}`);
    expect(leak.isFarFetched).toBe(true);
  });
});
