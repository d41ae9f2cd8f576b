import { describe, expect, it } from 'vitest';
import { writeProfile } from '../profile/support/writeProfile.ts';
import { recorded, usePage } from './pageFixture.ts';

const threads = writeProfile({
  sampleTypes: [['threadcreate', 'count']],
  functions: [{ id: 1, name: 'runtime.newm', file: 'runtime/proc.go' }],
  locations: [{ id: 1, lines: [[1, 2000]] }],
  samples: [
    { stack: [], values: [6] },
    { stack: [1], values: [2] },
  ],
});

const on = usePage(
  new Map([
    ['goroutine.pprof', recorded('goroutine.pprof')],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
    ['threads.pprof', threads],
  ]),
);
const grid = () => on.page.getByRole('treegrid');
const selected = () => on.page.locator('.row.selected');

describe('goroutines', () => {
  it('share the selection with the other views, both ways', async () => {
    await on.open('goroutine.pprof');
    await grid().focus();
    await grid().press('Home');
    await grid().press('ArrowDown');
    const title = (await selected().locator('.where').first().getAttribute('title')) ?? '';
    const name = title.split('\n')[0] ?? '';
    expect(name).not.toBe('');
    await on.page.getByRole('tab', { name: 'Table' }).click();
    await expect.poll(() => selected().locator('.name').getAttribute('title')).toBe(name);
    await on.page.getByPlaceholder('Search functions').first().fill('net/http.*serve');
    await on.page.locator('.table-body .row').first().click();
    const other = (await selected().locator('.name').getAttribute('title')) ?? '';
    await on.page.getByPlaceholder('Search functions').first().fill('');
    await on.page.getByRole('tab', { name: 'Goroutines' }).click();
    await grid().focus();
    await expect.poll(() => selected().count()).toBe(1);
    await grid().press('ArrowRight');
    await expect
      .poll(() => on.page.locator('.row.name, .row .stack').allTextContents())
      .toContainEqual(expect.stringContaining(other) as string);
  });

  it('lead to the line where they wait by Enter, and to the go statement by Shift and Enter', async () => {
    await on.open('dump.pprof');
    await grid().focus();
    const creator = on.page.locator('.row', { has: on.page.locator('.creator .place') }).first();
    await creator.locator('.bar').click();
    await expect.poll(() => selected().count()).toBe(1);
    const by = ((await creator.locator('.creator').getAttribute('title')) ?? '').split('\n')[0];
    await grid().press('Enter');
    await grid().press('Shift+Enter');
    await expect.poll(() => on.calls('openSource')).toMatchObject([{}, { function: by }]);
    const [blocked, started] = (await on.calls('openSource')) as { function: string }[];
    expect(blocked?.function).not.toBe(started?.function);
  });

  it('are threads in a profile of their creation', async () => {
    await on.open('threads.pprof');
    await expect.poll(() => on.page.locator('.sentence').textContent()).toBe('8 threads · 2 groups');
    expect(await on.page.locator('[aria-level="1"]').allTextContents()).toEqual([
      expect.stringContaining('(no frames)') as string,
      expect.stringContaining('runtime.newm') as string,
    ]);
  });
});
