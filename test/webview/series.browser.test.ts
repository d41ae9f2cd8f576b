import { describe, expect, it } from 'vitest';
import { recorded, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

const files = new Map<string, Uint8Array>();
for (const when of ['before', 'after', 'repaired'] as const)
  for (const name of ['heap.pprof', 'goroutine.pprof', 'cpu.pprof']) files.set(`${when}.${name}`, recorded(name, when));
for (const when of ['before', 'after', 'repaired'] as const)
  files.set(`${when}.dump.pprof`, recorded('goroutine.debug2.txt', when));
const on = usePage(files);

const heaps = 'repaired.heap.pprof&series=before.heap.pprof,after.heap.pprof';
const dumps = 'after.dump.pprof&series=before.dump.pprof,repaired.dump.pprof';
const summary = () => on.page.getByRole('region', { name: 'Series' });
const grid = () => on.page.getByRole('treegrid');
const column = (n: number): Promise<string[]> =>
  on.page.locator(`.series .row .cell:nth-child(${n})`).allTextContents();

describe('a series', () => {
  it('is the first view, in order of time, with the slope of the whole', async () => {
    await on.open(heaps);
    await expect
      .poll(() => summary().textContent())
      .toMatch(/^.*[+−]\S+ per minute · inuse_space from \S+ to \S+ in 3 recordings over /);
    const names = await summary().locator('li').allTextContents();
    expect(names.map((name) => name.split('.')[0])).toEqual(['before', 'after', 'repaired']);
  });

  it('lists what grows fastest first, with a small chart of each, and sorts', async () => {
    await on.open(heaps);
    await grid().waitFor();
    const charts = await on.page.locator('.series .row .sparkline').count();
    expect(charts).toBeGreaterThan(3);
    expect(await on.page.locator('.series .row .sparkline').first().getAttribute('aria-label')).toMatch(
      /^\S+, \S+, \S+$/,
    );
    expect((await column(5))[0]).toMatch(/^\+/);
    await on.page.getByRole('columnheader', { name: 'Last' }).getByRole('button').click();
    await expect(on.page.getByRole('columnheader', { name: 'Last' }).getAttribute('aria-sort')).resolves.toBe(
      'descending',
    );
    const shown = await on.page.locator('[aria-rowindex="2"]').textContent();
    await on.page.getByRole('columnheader', { name: 'Last' }).getByRole('button').click();
    await expect.poll(() => on.page.locator('[aria-rowindex="2"]').textContent()).not.toBe(shown);
  });

  it('tells functions by flat or cum, or whole stacks', async () => {
    await on.open(heaps);
    await grid().waitFor();
    const flat = await column(6);
    await on.page.getByRole('button', { name: 'Stacks' }).click();
    await expect.poll(async () => (await column(6)).some((name) => name.includes(' ← '))).toBe(true);
    await on.page.getByRole('button', { name: 'Functions, cum' }).click();
    await expect.poll(() => column(6)).not.toEqual(flat);
  });

  it('is searched, and worked by keys', async () => {
    await on.open(heaps);
    await grid().waitFor();
    await on.page.getByPlaceholder('Search functions').first().fill('json');
    await expect.poll(async () => (await column(6)).every((name) => /json/i.test(name))).toBe(true);
    await grid().focus();
    await grid().press('Home');
    await grid().press('Enter');
    await expect.poll(async () => (await on.calls('openSource')).length).toBe(1);
  });

  it('of dumps counts goroutines by stack, per step', async () => {
    await on.open(dumps);
    await expect.poll(() => summary().textContent()).toMatch(/per step · goroutines from /);
    await expect.poll(async () => (await column(6)).length).toBeGreaterThan(3);
    await on.page.getByRole('tab', { name: 'Goroutines' }).click();
    await expect.poll(() => on.page.locator('.goroutines').count()).toBe(1);
  });

  it('of things that cannot be lined up says why', async () => {
    await on.open('after.heap.pprof&series=after.cpu.pprof,before.heap.pprof');
    await expect.poll(() => on.page.getByRole('alert').textContent()).toContain('count different things');
  });

  it('is ended, and added to, from the strip', async () => {
    await on.open(heaps);
    await on.page.getByText('Add to series…').click();
    await expect.poll(async () => (await on.calls('chooseSeries')).length).toBe(1);
    await on.page.getByText('End series').click();
    await expect.poll(async () => (await on.calls('endSeries')).length).toBe(1);
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it('has no barriers that axe can find', async () => {
    await on.open(heaps, undefined, theme);
    await grid().waitFor();
    await on.page.mouse.click(300, 260);
    expect(await on.barriers()).toEqual([]);
  });
});
