import { describe, expect, it } from 'vitest';
import { lockEffects, lockName } from '../../../server/engine/flow/lockEffects.ts';
import { packagesOf } from '../../rules/harness.ts';

/** What a call of the method `m` does to the mutex of `s`, by the body of `m`. */
async function effectsOf(params: string, body: string): Promise<string[]> {
  const text = `package p

import "sync"

type s struct {
	mu, other sync.Mutex
	on        bool
}

func (x *s) m(${params}) {
${body}
}

func (x *s) outer(a map[string]int, b []int, c bool, d *s, e int) {
	x.m(${params
    .split(', ')
    .map((p) => p.split(' ')[0])
    .filter(Boolean)
    .join(', ')})
}
`;
  const files = new Map([
    ['go.mod', 'module example.com/p\n\ngo 1.22\n'],
    ['p.go', text],
  ]);
  const [pkg] = await packagesOf(files);
  const outer = pkg?.functions.find((f) => f.name.endsWith('outer'));
  if (!outer) throw new Error('no such method');
  return lockEffects(outer).map((e) => `${e.what} ${lockName(e)}${e.isFirst ? '' : ' perhaps'}`);
}

describe('what a callee locks', () => {
  it.each([
    ['', '\tx.mu.Lock()\n\tx.mu.Unlock()', ['Lock x.mu']],
    ['', '\tif x.on {\n\t\tx.mu.Lock()\n\t\tx.mu.Unlock()\n\t}', ['Lock x.mu']],
    ['', '\tx.mu.Unlock()\n\tx.mu.Lock()', ['Lock x.mu perhaps']],
    ['d *s', '\td.mu.Lock()\n\td.mu.Unlock()', ['Lock d.mu']],
  ])('without being asked: m(%s) {%s}', async (params, body, told) => {
    expect(await effectsOf(params, body)).toEqual(told);
  });

  const locking = '{\n\t\tx.mu.Lock()\n\t\tx.mu.Unlock()\n\t}';
  it.each([
    ['c bool', `\tif c ${locking}`],
    ['e int', `\tif e > 3 ${locking}`],
    ['a map[string]int', `\tif a["k"] == 0 ${locking}`],
    ['a map[string]int', `\tif _, ok := a["k"]; !ok ${locking}`],
    ['a map[string]int', `\tn, ok := a["k"]\n\tif !ok ${locking}\n\t_ = n`],
    ['b []int', `\tif b[0] == 1 ${locking}`],
  ])('only if the caller hands in what makes it: m(%s) {%s}', async (params, body) => {
    expect(await effectsOf(params, body)).toEqual(['Lock x.mu perhaps']);
  });
});
