import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserFlags, ensureBrowser } from '../../scripts/host/browser.mjs';
import { servePage } from './pageServer.ts';
import { type ThemeName, themes } from './themes.ts';

const recorded = (name: string): Uint8Array =>
  readFileSync(new URL(`../../demo/profiles/after/${name}`, import.meta.url));

const before = (name: string): Uint8Array =>
  readFileSync(new URL(`../../demo/profiles/before/${name}`, import.meta.url));

let server: Server;
let url: string;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  const cpu = recorded('cpu.pprof');
  const profiles = new Map<string, Uint8Array>([
    ['cpu.pprof', cpu],
    ['heap.pprof', recorded('heap.pprof')],
    ['cut.pprof', cpu.slice(0, 500)],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
    ['goroutine.pprof', recorded('goroutine.pprof')],
    ['goroutine.before.pprof', before('goroutine.pprof')],
    ['heap.before.pprof', before('heap.pprof')],
    // A string table and one sample type, and nothing that was sampled.
    ['empty.pprof', Uint8Array.from([10, 4, 8, 1, 16, 1, 50, 0, 50, 7, ...new TextEncoder().encode('samples')])],
  ]);
  ({ server, url } = await servePage(profiles));
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] });
});
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
});
afterEach(async () => {
  await page.context().close();
  expect(faults).toEqual([]);
});

const open = (profile: string, theme: ThemeName = 'dark'): Promise<unknown> =>
  page.goto(`${url}?theme=${theme}&profile=${profile}`);
const flame = () => page.getByRole('application');
const status = () => page.locator('.flame [role=status]');
const calls = (method: string): Promise<unknown[]> =>
  page.evaluate((m) => window.stub.calls.filter((c) => c.method === m).map((c) => c.params), method);
/** The colour at a point of the drawing; `y` below 0 counts from its bottom. */
const pixel = (x: number, y: number): Promise<number[]> =>
  page.evaluate(
    ([px = 0, py = 0]) => {
      const canvas = document.querySelector('canvas');
      const row = py < 0 ? (canvas?.height ?? 0) + py : py;
      return [...(canvas?.getContext('2d')?.getImageData(px, row, 1, 1).data ?? [])];
    },
    [x, y],
  );

describe('flame', () => {
  beforeEach(async () => {
    await open('cpu.pprof');
    await flame().waitFor();
  });

  it('paints boxes on the background', async () => {
    expect(await pixel(900, 10)).not.toEqual([31, 31, 31, 255]);
    expect(await pixel(500, -10)).toEqual([31, 31, 31, 255]);
  });

  it('selects by a click and says what it is', async () => {
    await flame().click({ position: { x: 200, y: 30 } });
    await expect.poll(() => status().textContent()).toMatch(/^net\/http\.\(\*conn\)\.serve, total 5\.97s, 89\.2/);
  });

  it('shows a card beside the pointer', async () => {
    await flame().hover({ position: { x: 200, y: 30 } });
    await expect.poll(() => page.locator('.hover-card').textContent()).toContain('net/http.(*conn).serve');
    await page.mouse.move(200, 5);
    await expect.poll(() => page.locator('.hover-card').count()).toBe(0);
  });

  it('zooms by a double click, shows the way, and steps back with Escape', async () => {
    await flame().dblclick({ position: { x: 200, y: 30 } });
    const way = page.getByRole('navigation', { name: 'Zoom' });
    await expect.poll(() => way.textContent()).toContain('net/http.(*conn).serve');
    await flame().press('Enter');
    await flame().press('Escape');
    await expect.poll(() => way.count()).toBe(0);
  });

  it('is worked by keys alone', async () => {
    await flame().focus();
    await flame().press('ArrowDown');
    await flame().press('ArrowDown');
    await flame().press('ArrowDown');
    await expect.poll(() => status().textContent()).toContain('net/http.serverHandler.ServeHTTP');
    await flame().press('Enter');
    await expect.poll(() => page.getByRole('navigation').textContent()).toContain('net/http.serverHandler.ServeHTTP');
    await flame().press('Control+Enter');
    await expect
      .poll(() => calls('openSource'))
      .toMatchObject([{ function: 'net/http.serverHandler.ServeHTTP', file: 'net/http/server.go', toSide: false }]);
  });

  it('opens the source by Ctrl and click', async () => {
    await flame().click({ position: { x: 200, y: 30 }, modifiers: ['Control'] });
    await expect.poll(() => calls('openSource')).toMatchObject([{ function: 'net/http.(*conn).serve' }]);
  });

  it('has a menu, by the pointer and by the keyboard', async () => {
    await flame().click({ position: { x: 200, y: 30 }, button: 'right' });
    await page.getByText('Copy Stack').click();
    await expect.poll(() => calls('copy')).toEqual([{ text: 'net/http.(*conn).serve' }]);
    await flame().press('Shift+F10');
    await expect.poll(() => page.getByText('Copy Name').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByText('Copy Name').count()).toBe(0);
  });

  it('marks and counts what is searched, and says what is wrong with an expression', async () => {
    const before = await pixel(900, 30);
    await page.getByRole('searchbox').or(page.getByPlaceholder('Search functions')).first().fill('pricing');
    await expect.poll(() => page.locator('.search-note').textContent()).toMatch(/^\d+ functions, \d+(\.\d+)?%$/);
    expect(await pixel(900, 30)).not.toEqual(before);
    await page.getByPlaceholder('Search functions').first().fill('(*');
    await expect.poll(() => page.locator('.search-note').textContent()).toContain('not a valid regular expression');
  });

  it('takes the colours of another theme while it is open', async () => {
    const dark = await pixel(900, -10);
    await page.evaluate(
      (style) => {
        document.documentElement.setAttribute('style', style);
        document.body.className = 'vscode-light';
      },
      Object.entries(themes.light.variables)
        .map(([k, v]) => `--vscode-${k}: ${v};`)
        .join(' '),
    );
    await expect.poll(() => pixel(900, -10)).not.toEqual(dark);
  });

  it('shows what the extension asks for, and another sample type', async () => {
    await page.evaluate(() => window.stub.notify('reveal', { function: 'example.com/orders/pricing.walk' } as never));
    await expect.poll(() => status().textContent()).toContain('example.com/orders/pricing.walk');
    expect(await calls('shown')).toEqual([{ sampleType: 1 }]);
  });

  it('keeps zoom and selection when its tab comes back, and when the file changes', async () => {
    await flame().dblclick({ position: { x: 200, y: 30 } });
    await flame().click({ position: { x: 200, y: 50 } });
    const selected = await status().textContent();
    await page.reload();
    await expect.poll(() => page.getByRole('navigation').textContent()).toContain('net/http.(*conn).serve');
    await expect.poll(() => status().textContent()).toBe(selected);
    await page.evaluate(() => window.stub.notify('changed', {} as never));
    await expect.poll(async () => (await calls('load')).length).toBe(2);
    await expect.poll(() => page.getByRole('navigation').textContent()).toContain('net/http.(*conn).serve');
  });
});

describe('table', () => {
  beforeEach(async () => {
    await open('cpu.pprof');
    await page.getByRole('tab', { name: 'Table' }).click();
  });
  const cells = async (row: number): Promise<string[]> =>
    page.locator(`[aria-rowindex="${row + 2}"] [role=gridcell]`).allTextContents();

  it('has the rows of pprof, and sorts', async () => {
    expect((await cells(0)).slice(0, 4)).toEqual(['1.65s', '24.66%', '1.68s', '25.11%']);
    await page.getByRole('button', { name: 'Cum' }).click();
    await expect.poll(async () => (await cells(0))[4]).toContain('net/http.(*conn).serve');
    await expect(page.getByRole('columnheader', { name: 'Cum' }).getAttribute('aria-sort')).resolves.toBe('descending');
  });

  it('is worked by keys: moves, expands to callers, opens the source', async () => {
    const grid = page.getByRole('treegrid');
    await grid.focus();
    await grid.press('Home');
    await grid.press('ArrowRight');
    await expect.poll(async () => (await cells(1))[4]).toContain('by ');
    await grid.press('ArrowRight');
    await expect.poll(() => page.locator('.row.selected').getAttribute('aria-level')).toBe('2');
    await grid.press('ArrowLeft');
    await grid.press('ArrowLeft');
    await expect.poll(() => page.locator('[aria-level="2"]').count()).toBe(0);
    await grid.press('Enter');
    await expect.poll(async () => (await calls('openSource')).length).toBe(1);
    await grid.press('End');
    await expect.poll(() => page.locator('.row.selected').count()).toBe(1);
  });

  it('shares its selection with the flame', async () => {
    await page.getByRole('button', { name: 'Cum' }).click();
    await page.locator('[aria-rowindex="2"]').click();
    await page.getByRole('tab', { name: 'Flame' }).click();
    await page.getByRole('tab', { name: 'Table' }).click();
    await expect.poll(() => page.locator('.row.selected').textContent()).toContain('net/http.(*conn).serve');
  });
});

describe('goroutines', () => {
  const grid = () => page.getByRole('treegrid');
  const cells = async (row: number): Promise<string[]> =>
    page.locator(`[aria-rowindex="${row + 2}"] [role=gridcell]`).allTextContents();

  it('are the first view of their profile, the largest group first, and open at the line', async () => {
    await open('goroutine.pprof');
    await grid().waitFor();
    const counts = await page.locator('[aria-level="1"] [role=gridcell]:first-child').allTextContents();
    const numbers = counts.map((text) => Number(text.replace(/[^0-9]/g, '')));
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    await grid().focus();
    await grid().press('Home');
    await grid().press('Enter');
    await expect.poll(async () => (await calls('openSource')).length).toBe(1);
    expect((await calls('openSource'))[0]).toMatchObject({ line: expect.any(Number) as number });
  });

  it('of a text dump tell states, stacks and who started them', async () => {
    await open('dump.pprof');
    await grid().waitFor();
    await expect.poll(() => page.locator('.sentence').textContent()).toMatch(/^[\d,]+ goroutines · \d+ groups$/);
    const chip = page.locator('.chip').first();
    const all = await page.locator('[aria-level="1"]').count();
    await chip.click();
    await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => page.locator('[aria-level="1"]').count()).toBeLessThan(all);
    await chip.click();
    await grid().focus();
    await grid().press('Home');
    await grid().press('ArrowRight');
    await expect.poll(() => page.locator('[aria-level="2"]').count()).toBeGreaterThan(1);
    await expect
      .poll(() => page.locator('[aria-level="2"]').allTextContents())
      .toContainEqual(expect.stringContaining('created by ') as string);
    await grid().press('ArrowLeft');
    await expect.poll(() => page.locator('[aria-level="2"]').count()).toBe(0);
  });

  it('are searched by function, state and label', async () => {
    await open('dump.pprof');
    await grid().waitFor();
    const all = await page.locator('[aria-level="1"]').count();
    await page.getByPlaceholder('Search goroutines').first().fill('chan send');
    await expect.poll(() => page.locator('[aria-level="1"]').count()).toBeLessThan(all);
    await page.getByPlaceholder('Search goroutines').first().fill('(*');
    await expect.poll(() => page.locator('.search-note').textContent()).toContain('not a valid regular expression');
  });

  it('compared with before stand by growth', async () => {
    await open('goroutine.pprof&base=goroutine.before.pprof');
    await grid().waitFor();
    await expect.poll(async () => (await cells(0))[1]).toMatch(/^\+\d/);
    await page.getByText('Stop comparing').click();
    await expect.poll(async () => (await calls('clearBase')).length).toBe(1);
  });
});

describe('comparison', () => {
  it('colours what grew, and tells by how much', async () => {
    await open('heap.pprof&base=heap.before.pprof');
    await flame().focus();
    await flame().press('ArrowDown');
    await expect.poll(() => status().textContent()).toMatch(/was .*, change \+/);
    await expect.poll(() => page.locator('.sentence').textContent()).toContain('since before');
    await page.getByRole('tab', { name: 'Table' }).click();
    await expect
      .poll(() => page.locator('[aria-rowindex="2"] [role=gridcell]:nth-child(2)').textContent())
      .toMatch(/^\+/);
  });

  it('with another kind of profile says why not', async () => {
    await open('cpu.pprof&base=heap.pprof');
    await expect.poll(() => page.locator('.base').textContent()).toContain('cannot be compared');
  });

  it('is chosen from the strip', async () => {
    await open('cpu.pprof');
    await page.getByText('Compare with…').click();
    await expect.poll(async () => (await calls('chooseBase')).length).toBe(1);
  });
});

describe('what cannot be shown', () => {
  it('says why, and what to do', async () => {
    await open('cut.pprof');
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('damaged or cut off');
    await page.getByText('Try Again').click();
    await expect.poll(async () => (await calls('load')).length).toBe(2);
    await page.getByText('Open as Text').click();
    await expect.poll(() => calls('act')).toEqual([{ action: 'openAsText' }]);
  });

  it('an empty profile is valid', async () => {
    await open('empty.pprof');
    await expect.poll(() => page.locator('.page').textContent()).toContain('valid and holds no samples of samples');
  });

  it('shows how far it is, and can be cancelled', async () => {
    await page.route('**/profiles/*', () => new Promise(() => {}));
    await open('cpu.pprof');
    await page.getByText('Cancel').waitFor();
    await page.evaluate(() => window.stub.notify('progress', { stage: 'decoding', fraction: 0.42 } as never));
    await expect.poll(() => page.getByRole('status').textContent()).toBe('Decoding … 42 %');
    await page.getByText('Cancel').click();
    await expect.poll(async () => (await calls('cancelLoad')).length).toBe(1);
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it.each(['Flame', 'Table', 'Goroutines'])('%s has no barriers that axe can find', async (view) => {
    const compared =
      view === 'Goroutines' ? 'goroutine.pprof&base=goroutine.before.pprof' : 'heap.pprof&base=heap.before.pprof';
    await open(compared, theme);
    await page.getByRole('tab', { name: view }).click();
    await page.mouse.click(300, 220);
    await page.addScriptTag({ url: '/axe.js' });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  });
});
