import { describe, expect, it } from 'vitest';
import { recorded, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

const on = usePage(
  new Map([
    ['cpu.pprof', recorded('cpu.pprof')],
    ['heap.pprof', recorded('heap.pprof')],
    ['heap.before.pprof', recorded('heap.pprof', 'before')],
    ['heap.repaired.pprof', recorded('heap.pprof', 'repaired')],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
    ['dump.before.pprof', recorded('goroutine.debug2.txt', 'before')],
  ]),
);
const flame = () => on.page.getByRole('application');
const status = () => on.page.locator('.flame [role=status]');
const bar = () => on.page.getByRole('region', { name: 'Comparison' });
const chip = (name: RegExp | string) => on.page.locator('.changes .chip', { hasText: name });
const rows = (): Promise<string[]> => on.page.locator('.changes .row').allTextContents();

/** The colours of the flame, row by row, at some places. */
const colours = (): Promise<string> =>
  on.page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    const seen: string[] = [];
    for (let y = 6; y < 300; y += 20)
      for (let x = 5; x < 900; x += 60) seen.push([...(context?.getImageData(x, y, 1, 1).data ?? [])].join());
    return seen.join(' ');
  });

describe('a comparison', () => {
  it('says by how much it grew against what, and how many functions are new and gone', async () => {
    await on.open('heap.pprof&base=heap.before.pprof');
    await expect.poll(() => bar().textContent()).toMatch(/\+\S+B \(\+[\d.,]+%\) against heap\.before\.pprof: /);
    await expect.poll(() => bar().textContent()).toMatch(/\d+ functions new, \d+ gone/);
  });

  it('is coloured by the largest change, or by what each call was', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Flame');
    await flame().waitFor();
    const absolute = await colours();
    await bar().getByRole('button', { name: 'Proportional' }).click();
    await expect.poll(colours).not.toBe(absolute);
    await expect(bar().getByRole('button', { name: 'Proportional' }).getAttribute('aria-pressed')).resolves.toBe(
      'true',
    );
    await bar().getByRole('button', { name: 'Absolute' }).click();
    await expect.poll(colours).toBe(absolute);
  });

  it('can be scaled to its base: then the totals are the same', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Flame');
    await flame().focus();
    await bar().getByRole('button', { name: 'Normalise' }).click();
    await expect.poll(() => bar().textContent()).toContain('(scaled to it)');
    // Rounding leaves a few bytes.
    await expect.poll(() => bar().textContent()).toMatch(/^([+−]?\d{1,3}B|0) /);
    await on.page.reload();
    await expect.poll(() => bar().textContent()).toContain('(scaled to it)');
  });

  it('lists what grew, what is new, what became less and what is gone', async () => {
    await on.open('heap.repaired.pprof&base=heap.pprof', 'Changes');
    await chip('Cum').click();
    await expect.poll(async () => (await rows()).length).toBeGreaterThan(10);
    for (const kind of ['Grown', 'New', 'Less', 'Gone']) {
      const count = Number(await chip(kind).locator('.count').textContent());
      await chip(kind).click();
      await expect.poll(() => on.page.locator('[role=treegrid]').getAttribute('aria-rowcount')).toBe(String(count + 1));
      const shown = await rows();
      expect(shown.length).toBeGreaterThan(0);
      const mark = { Grown: '▲', New: '✚', Less: '▼', Gone: '✖' }[kind] ?? '';
      expect(shown.every((row) => row.includes(mark))).toBe(true);
      if (kind === 'New') expect(shown.every((row) => row.startsWith('0') && row.includes('new'))).toBe(true);
      if (kind === 'Gone') expect(shown.every((row) => row.includes('gone'))).toBe(true);
    }
  });

  it('sorts its changes, is worked by keys, and leads to the source', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Changes');
    const grid = on.page.getByRole('treegrid');
    await grid.focus();
    await grid.press('Home');
    await grid.press('Enter');
    await expect.poll(async () => (await on.calls('openSource')).length).toBe(1);
    // As go tool pprof -top -diff_base says of it: 9.54MB of 257.52kB.
    expect(await on.page.locator('.row.selected .ofBase').textContent()).toBe('3794.29%');
    const first = await on.page.locator('.row.selected').textContent();
    await on.page.getByRole('columnheader', { name: 'Function' }).getByRole('button').click();
    await expect.poll(async () => (await rows())[0]).not.toBe(first);
    await expect(on.page.getByRole('columnheader', { name: 'Function' }).getAttribute('aria-sort')).resolves.toBe(
      'ascending',
    );
  });

  it('has a menu for its rows, by the pointer and by keys', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Changes');
    const grid = on.page.getByRole('treegrid');
    await grid.focus();
    await grid.press('Home');
    const name = (await on.page.locator('.row.selected .name').getAttribute('title'))?.split('\n')[0] ?? '';
    await grid.press('Shift+F10');
    await on.page.getByText('Copy Name').click();
    await expect.poll(() => on.calls('copy')).toEqual([{ text: name }]);
    await on.page.locator('.row').nth(1).click({ button: 'right' });
    await on.page.getByText('Focus on This').click();
    await expect.poll(() => on.page.locator('.filter-chip').count()).toBe(1);
  });

  it('has no such view where nothing is compared', async () => {
    await on.open('heap.pprof', 'Flame');
    await expect(on.page.getByRole('tab', { name: 'Changes' }).count()).resolves.toBe(0);
    await expect(bar().count()).resolves.toBe(0);
  });

  it('still speaks the change of a call', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Flame');
    await flame().focus();
    await flame().press('ArrowDown');
    await expect.poll(() => status().textContent()).toMatch(/was .*, change \+/);
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it('a comparison has no barriers that axe can find', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Changes', theme);
    await on.page.mouse.click(300, 200);
    expect(await on.barriers()).toEqual([]);
  });
});
