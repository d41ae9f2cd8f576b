import { describe, expect, it } from 'vitest';
import { recorded, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

const on = usePage(
  new Map([
    ['cpu.pprof', recorded('cpu.pprof')],
    ['heap.pprof', recorded('heap.pprof')],
    ['heap.before.pprof', recorded('heap.pprof', 'before')],
  ]),
);
const grid = () => on.page.getByRole('treegrid');
const self = () => on.page.locator('.peek .row.self .name');
const names = (kind: string): Promise<string[]> => on.page.locator(`.peek .row.${kind} .name`).allTextContents();
const flame = (name: string) => on.page.getByRole('application', { name });

/** Selects a function in the table, and goes to its callers. */
async function select(name: string): Promise<void> {
  await on.page.getByPlaceholder('Search functions').first().fill(name);
  await on.page.locator('.row .name', { hasText: name }).first().click();
  await on.page.getByRole('tab', { name: 'Callers' }).click();
}

describe('callers and callees', () => {
  it('are those of the selected function, with the figures of pprof -peek', async () => {
    await on.open('cpu.pprof', 'Table');
    await select('pricing.walk');
    await expect.poll(() => self().textContent()).toBe('pricing.walk');
    const rows = await on.page.locator('.peek .row').allTextContents();
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toMatchSnapshot();
  });

  it('begin with the heaviest function', async () => {
    await on.open('cpu.pprof', 'Callers');
    await expect.poll(() => self().count()).toBe(1);
    expect((await names('caller')).length).toBeGreaterThan(0);
  });

  it('lead from function to function by Enter, and the selection follows into the other views', async () => {
    await on.open('cpu.pprof', 'Table');
    await select('serverHandler.ServeHTTP');
    await grid().focus();
    await grid().press('ArrowUp');
    await grid().press('Enter');
    await expect.poll(() => self().textContent()).toBe('http.(*conn).serve');
    await grid().press('Control+Enter');
    await expect.poll(() => on.calls('openSource')).toMatchObject([{ function: 'net/http.(*conn).serve' }]);
    await on.page.getByPlaceholder('Search functions').first().fill('');
    await on.page.getByRole('tab', { name: 'Table' }).click();
    await expect.poll(() => on.page.locator('.row.selected').textContent()).toContain('net/http.(*conn).serve');
  });

  it('are flames as well: above and below, worked by keys', async () => {
    await on.open('cpu.pprof', 'Table');
    await select('serverHandler.ServeHTTP');
    await flame('Callees of').focus();
    await flame('Callees of').press('ArrowDown');
    await flame('Callees of').press('ArrowDown');
    await expect
      .poll(() => on.page.locator('.callers-flames [role=status]').nth(1).textContent())
      .toMatch(/^net\/http\.\(\*ServeMux\)\.ServeHTTP, total /);
    await flame('Callees of').press('Enter');
    await expect.poll(() => self().textContent()).toBe('http.(*ServeMux).ServeHTTP');
    await flame('Callers of').focus();
    await flame('Callers of').press('ArrowUp');
    await flame('Callers of').press('ArrowUp');
    await expect
      .poll(() => on.page.locator('.callers-flames [role=status]').first().textContent())
      .toMatch(/^net\/http\.serverHandler/);
    await flame('Callers of').press('Shift+F10');
    await on.page.getByText('Copy Stack').click();
    await expect
      .poll(() => on.calls('copy'))
      .toMatchObject([{ text: expect.stringContaining('serverHandler') as string }]);
  });

  it('are reached from the menu of the flame graph', async () => {
    await on.open('cpu.pprof');
    await on.page.getByRole('application').click({ position: { x: 200, y: 30 }, button: 'right' });
    await on.page.getByText('Show Callers and Callees').click();
    await expect.poll(() => self().textContent()).toBe('http.(*conn).serve');
  });

  it('of a comparison tell what changed, and what is gone', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Callers');
    await expect
      .poll(() => on.page.locator('.peek .row.self [role=gridcell]').nth(1).textContent())
      .toMatch(/^[+−]\d|^0/);
  });
});

describe('the flame graph turned over', () => {
  const box = (): Promise<number[]> =>
    on.page.evaluate(() => {
      const canvas = document.querySelector('canvas');
      return [...(canvas?.getContext('2d')?.getImageData(500, (canvas?.height ?? 0) - 10, 1, 1).data ?? [])];
    });

  it('stands on its root, keeps that, and its keys go the other way', async () => {
    await on.open('cpu.pprof');
    await on.page.getByRole('application').waitFor();
    expect(await box()).toEqual([31, 31, 31, 255]);
    await on.page.getByRole('button', { name: 'Turn Over' }).click();
    await expect.poll(box).not.toEqual([31, 31, 31, 255]);
    await on.page.getByRole('application').focus();
    await on.page.getByRole('application').press('ArrowUp');
    await on.page.getByRole('application').press('ArrowUp');
    await expect.poll(() => on.page.locator('.flame [role=status]').textContent()).toMatch(/^net\/http\.\(\*conn\)/);
    await on.page.reload();
    await on.page.getByRole('application').waitFor();
    await expect.poll(box).not.toEqual([31, 31, 31, 255]);
  });

  it('as a setting', async () => {
    await on.open('cpu.pprof&growth=up');
    await on.page.getByRole('application').waitFor();
    await expect.poll(box).not.toEqual([31, 31, 31, 255]);
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it('callers have no barriers that axe can find', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Callers', theme);
    await self().waitFor();
    expect(await on.barriers()).toEqual([]);
  });
});
