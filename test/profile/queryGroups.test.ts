import { describe, expect, it } from 'vitest';
import { readGoroutineDump } from '../../profile/goroutines/dump.ts';
import { type GoroutineSet, topName } from '../../profile/goroutines/goroutineGroup.ts';
import { queriedGoroutines } from '../../profile/goroutines/queryGroups.ts';
import { type Filter, parseFilter } from '../../profile/query/filter.ts';
import { emptyQuery, specOf, type ViewQuery } from '../../profile/query/viewQuery.ts';
import { openView } from '../../profile/view.ts';
import { goroutinesShown } from '../../webview/model/content.ts';
import { sampleBytes, sampleProfile } from './support/samples.ts';

const queryOf = (...filters: string[]): ViewQuery => ({
  ...emptyQuery,
  filters: filters.map((text): Filter => parseFilter(text, 'focus')),
});

const profile = sampleProfile('goroutine.pb.gz');

function dump(): GoroutineSet {
  const read = readGoroutineDump(sampleBytes('goroutine.debug2.txt'));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('goroutines of a profile', () => {
  it.each([
    ['focus=park$'],
    ['ignore=chanrecv'],
    ['tagfocus=tenant=acme'],
    ['tagignore=queue=mail', 'focus=main'],
    ['show=^main\\.'],
    ['hide=^main\\.'],
    ['show_from=main\\.'],
    ['focus=main', 'focus=chansend'],
  ])('%s %s are as many as the samples that the view keeps', (...filters) => {
    const query = queryOf(...filters);
    const shown = goroutinesShown({ kind: 'profile', profile }, query, []);
    const view = openView(profile, specOf(query, []));
    const [kept = 0] = view.ok ? view.value.kept : [];
    expect(kept).toBeGreaterThan(0);
    expect(shown?.total).toBe(kept);
  });

  it('keep states that were read off frames which a filter hides', () => {
    const shown = goroutinesShown({ kind: 'profile', profile }, { ...emptyQuery, hiddenOwners: ['runtime'] }, []);
    expect([...(shown?.states.keys() ?? [])]).toContain('chan receive');
  });
});

describe('goroutines of a dump', () => {
  const whole = dump();

  it('stay as they are without filters', () => {
    expect(queriedGoroutines(whole, emptyQuery, [])).toBe(whole);
  });

  it('are selected by frames and labels', () => {
    const focused = queriedGoroutines(whole, queryOf('focus=main\\.'), []);
    expect(focused.total).toBeLessThan(whole.total);
    for (const { frames } of focused.groups) {
      expect(frames.some((frame) => /main\.|main\.go/.test(`${frame.function} ${frame.file}`))).toBe(true);
    }
    const others = queriedGoroutines(whole, queryOf('ignore=main\\.'), []);
    expect(focused.total + others.total).toBe(whole.total);
    const acme = queriedGoroutines(whole, queryOf('tagfocus=tenant=^acme$'), []);
    const rest = queriedGoroutines(whole, queryOf('tagignore=tenant:acme'), []);
    expect(acme.total).toBeGreaterThan(0);
    expect(acme.total + rest.total).toBe(whole.total);
    expect(queriedGoroutines(whole, queryOf('tagfocus=bytes=1kb:'), []).total).toBe(0);
  });

  it('lose frames, and go when none is left', () => {
    const own = queriedGoroutines(whole, queryOf('show=^main\\.'), []);
    expect(own.groups.every(({ frames }) => frames.every((frame) => frame.function.startsWith('main.')))).toBe(true);
    expect(own.groups.every((group) => topName(group).startsWith('main.'))).toBe(true);
    const hidden = queriedGoroutines(whole, { ...emptyQuery, hiddenOwners: ['own'] }, []);
    expect(hidden.groups.some(({ frames }) => frames.some((frame) => frame.function.startsWith('main.')))).toBe(false);
  });

  it('are cut at a match', () => {
    const stack = whole.groups.map(({ frames }) => frames).find((frames) => frames.length > 3) ?? [];
    const name = stack[1]!.function;
    const exact = `^${name.replace(/[.*+?()[\]{}|^$\\]/g, '\\$&')}$`;
    const from = queriedGoroutines(whole, queryOf(`show_from=${exact}`), []);
    expect(from.groups.length).toBeGreaterThan(0);
    expect(from.groups.every(({ frames }) => frames.at(-1)?.function === name)).toBe(true);
    const simple = name.split('(')[0]!;
    const until = queriedGoroutines(whole, queryOf(`prune_from=^${simple.replace(/[./*]/g, '\\$&')}$`), []);
    expect(until.total).toBe(whole.total);
    expect(until.groups.some(({ frames }) => frames[0]?.function.startsWith(simple))).toBe(true);
  });
});
