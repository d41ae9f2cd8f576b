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

  it('are sorted by each column, the longest wait first by their state', async () => {
    await on.open('dump.pprof');
    const first = (cell: string) => on.page.locator('.row').first().locator(cell).textContent();
    const head = (name: string) => on.page.getByRole('columnheader', { name });
    await on.page.locator('.row').nth(3).waitFor();
    await expect(head('Count').getAttribute('aria-sort')).resolves.toBe('descending');
    const most = Number(await first('.amount'));
    await head('Count').getByRole('button').click();
    await expect.poll(async () => Number((await first('.amount'))?.match(/\d+/)?.[0])).toBeLessThan(10);
    expect(most).not.toBe(1);
    await head('State').getByRole('button').click();
    const waits = async (): Promise<number[]> =>
      (await on.page.locator('.row .state').allTextContents()).map((text) => Number(/(\d+) min/.exec(text)?.[1] ?? 0));
    await expect.poll(async () => (await waits())[0]).toBeGreaterThan(0);
    expect(await waits()).toEqual((await waits()).sort((a, b) => b - a));
    await head('Started by').getByRole('button').click();
    const creators = await on.page
      .locator('.row .creator')
      .evaluateAll((all) => all.map((e) => e.getAttribute('title')?.split('\n')[0] ?? ''));
    expect(creators).toEqual([...creators].sort());
  });

  it('have a menu that leads to the go statement and copies the stack', async () => {
    await on.open('dump.pprof');
    await on.page.locator('.row').first().click({ button: 'right' });
    await on.page.getByText('Open go Statement').click();
    await expect
      .poll(() => on.calls('openSource'))
      .toMatchObject([{ function: expect.stringContaining('priceWithin') as string, line: 38 }]);
    await on.page.locator('.row').first().click({ button: 'right' });
    await on.page.getByText('Copy Stack').click();
    await expect
      .poll(() => on.calls('copy'))
      .toMatchObject([
        {
          text: expect.stringMatching(
            /priceWithin\.func1\n\t.*send_after_timeout\.go:40[\s\S]*created by .*priceWithin\n\t.*:38$/,
          ) as string,
        },
      ]);
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
