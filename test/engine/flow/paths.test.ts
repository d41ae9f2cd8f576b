import { describe, expect, it } from 'vitest';
import type { Block, Item } from '../../../server/engine/flow/cfg.ts';
import { findPath } from '../../../server/engine/flow/paths.ts';
import type { FunctionUnit } from '../../../server/engine/package/view.ts';
import { packagesOf } from '../../rules/harness.ts';

/** The function `f` with this body, in a package of its own. */
async function functionWith(body: string): Promise<FunctionUnit> {
  const text = `package p

import (
	"os"
	"runtime"
)

func from() {}
func to()   {}

var _, _ = os.Exit, runtime.Goexit

func f(c, d bool, n int, xs []int, ch, other chan int) {
	${body}
}
`;
  const files = new Map([
    ['go.mod', 'module example.com/p\n\ngo 1.22\n'],
    ['p.go', text],
  ]);
  const [pkg] = await packagesOf(files);
  const f = pkg?.functions.find((x) => x.name === 'f');
  if (!f) throw new Error('no such function');
  return f;
}

const calls = (fn: FunctionUnit, item: Item, name: string): boolean => fn.textOf(item.node) === `${name}()`;

/** Is there a path from the call of `from` to that of `to`? */
async function leads(body: string): Promise<boolean> {
  const fn = await functionWith(body);
  expect(fn.cfg.incomplete).toBe(false);
  for (const block of fn.cfg.blocks)
    for (const [index, item] of block.items.entries())
      if (calls(fn, item, 'from'))
        return (
          findPath(fn, block, index, {
            item: (i) => (calls(fn, i, 'to') ? 'found' : 'on'),
            edge: () => 'on',
            exit: () => 'stop',
          }) !== undefined
        );
  throw new Error('from() is not reached');
}

describe('where control goes', () => {
  it.each([
    ['from(); to()', true],
    ['to(); from()', false],
    ['for range xs { to(); from() }', true],
    ['from(); return; to()', false],
    ['from(); panic(1); to()', false],
    ['from(); os.Exit(1); to()', false],
    ['from(); runtime.Goexit(); to()', false],
    ['for { from() }; to()', false],
    ['for { from(); if c { break } }; to()', true],
    ['for { from(); select { case <-ch: break } }; to()', false],
    ['for { from(); switch { case c: break } }; to()', false],
    ['loop: for { from(); select { case <-ch: break loop } }; to()', true],
    ['outer: for range xs { for range xs { from(); continue outer; to() } }', false],
    ['switch n { case 1: from(); fallthrough; case 2: to() }', true],
    ['switch n { case 1: from(); case 2: to() }', false],
    ['select { case <-ch: from(); case <-other: to() }', false],
    ['from(); select {}; to()', false],
    ['from(); goto end; to(); end: return', false],
    ['from(); goto end; end: to()', true],
  ])('%s: %s', async (body, is) => {
    expect(await leads(body)).toBe(is);
  });
});

describe('what is known of conditions on a path', () => {
  it.each([
    ['if c { from() }; if c { to() }', true],
    ['if c { from() }; if !c { to() }', false],
    ['if c { from() }; c = d; if !c { to() }', true],
    ['if c && d { from() }; if !d { to() }', false],
    ['if c || d { from() }; if !d { to() }', true],
    ['if n == 0 { from() }; if n != 0 { to() }', false],
    ['if n == 0 { from() }; n++; if n != 0 { to() }', true],
    ['from(); c = false; if c { to() }', false],
    ['from(); c = false; if d { c = true }; if c { to() }', true],
    ['if len(xs) > 0 { from() }; if !(len(xs) > 0) { to() }', true],
    ['for { select { case <-ch: to(); ch = nil; from(); case <-other: return } }', false],
    ['for { select { case <-ch: to(); from(); case <-other: return } }', true],
    ['for { select { case n = <-ch: to(); ch = nil; from(); case <-other: ch = other } }', true],
    ['for { select { case ch <- 1: to(); ch = nil; from(); case <-other: return } }', false],
  ])('%s: %s', async (body, is) => {
    expect(await leads(body)).toBe(is);
  });

  it('keeps variables of one name apart', async () => {
    expect(await leads('if c { from() }; { c := d; if !c { to() } }')).toBe(true);
  });
});

describe('the graph', () => {
  const exits = async (body: string): Promise<Block['exit'][]> =>
    (await functionWith(body)).cfg.exits.map((b) => b.exit);

  it('says how each way out leaves', async () => {
    const body =
      'switch n { case 1: return; case 2: panic(1); case 3: os.Exit(1); case 4: runtime.Goexit(); case 5: select {} }';
    expect((await exits(body)).toSorted()).toEqual(['exits', 'goexit', 'panic', 'return', 'return']);
  });

  it('has none where a loop never ends', async () => {
    expect(await exits('for { from() }')).toEqual([]);
  });

  it('marks the edges that go back, one for each way round', async () => {
    const { cfg } = await functionWith('for range xs { if c { continue }; from() }');
    const back = cfg.blocks.flatMap((b) => b.successors.filter((e) => e.back));
    expect(new Set(back.map((e) => e.to)).size).toBe(1);
    expect(back.every((e) => e.to.index <= e.from.index)).toBe(true);
  });

  it('lists defers in the order of the source, also those of branches', async () => {
    const fn = await functionWith('defer from(); if c { defer to() }');
    expect(fn.cfg.deferred.map((d) => fn.textOf(d.call))).toEqual(['from()', 'to()']);
    const registered = fn.cfg.blocks.flatMap((b) => b.items.filter((i) => i.kind === 'defer'));
    expect(registered.map((i) => i.node)).toEqual(fn.cfg.deferred);
  });

  it('has an edge for each plain condition', async () => {
    const fn = await functionWith('if c && !d { from() }');
    const asked = fn.cfg.blocks.flatMap((b) =>
      b.successors.flatMap(({ why }) => (why.kind === 'cond' ? [`${fn.textOf(why.cond)} ${why.value}`] : [])),
    );
    expect(asked.toSorted()).toEqual(['c false', 'c true', 'd false', 'd true']);
  });
});
