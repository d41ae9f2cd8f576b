import { beforeEach, describe, expect, it } from 'vitest';
import { recorded, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

const cpu = recorded('cpu.pprof');
const on = usePage(
  new Map([
    ['cpu.pprof', cpu],
    ['heap.pprof', recorded('heap.pprof')],
    ['cut.pprof', cpu.slice(0, 500)],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
    ['goroutine.pprof', recorded('goroutine.pprof')],
    ['goroutine.before.pprof', recorded('goroutine.pprof', 'before')],
    ['heap.before.pprof', recorded('heap.pprof', 'before')],
    // A string table and one sample type, and nothing that was sampled.
    ['empty.pprof', Uint8Array.from([10, 4, 8, 1, 16, 1, 50, 0, 50, 7, ...new TextEncoder().encode('samples')])],
  ]),
  700,
);
const flame = () => on.page.getByRole('application');
const status = () => on.page.locator('.flame [role=status]');
/** The colour at a point of the drawing; `y` below 0 counts from its bottom. */
const pixel = (x: number, y: number): Promise<number[]> =>
  on.page.evaluate(
    ([px = 0, py = 0]) => {
      const canvas = document.querySelector('canvas');
      const row = py < 0 ? (canvas?.height ?? 0) + py : py;
      return [...(canvas?.getContext('2d')?.getImageData(px, row, 1, 1).data ?? [])];
    },
    [x, y],
  );

/** Boxes are drawn just before the screen is. */
const painted = (): Promise<void> =>
  on.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** Runs in the page: counts how often each of its two canvases is begun anew. */
function countDrawings(): { boxes: number; marks: number } {
  const counts = { boxes: 0, marks: 0 };
  const { prototype } = CanvasRenderingContext2D;
  const [{ fillRect, clearRect }, [boxes, marks]] = [prototype, document.querySelectorAll('canvas')];
  prototype.fillRect = function (...args) {
    if (this.canvas === boxes) counts.boxes++;
    fillRect.apply(this, args);
  };
  prototype.clearRect = function (...args) {
    if (this.canvas === marks) counts.marks++;
    clearRect.apply(this, args);
  };
  return counts;
}

describe('flame', () => {
  beforeEach(async () => {
    await on.open('cpu.pprof');
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
    await expect.poll(() => on.page.locator('.hover-card').textContent()).toContain('net/http.(*conn).serve');
    await on.page.mouse.move(200, 5);
    await expect.poll(() => on.page.locator('.hover-card').count()).toBe(0);
  });

  it('draws no box anew for what follows the pointer, and once for what happens between two frames', async () => {
    await painted();
    const drawn = await on.page.evaluateHandle(countDrawings);
    await flame().hover({ position: { x: 200, y: 30 } });
    await on.page.locator('.hover-card').waitFor();
    await flame().press('ArrowDown');
    await painted();
    expect(await drawn.evaluate(({ boxes }) => boxes)).toBe(0);
    expect(await drawn.evaluate(({ marks }) => marks)).toBeGreaterThan(0);
    await drawn.evaluate((counts) => Object.assign(counts, { marks: 0 }));
    await flame().evaluate((pane) => {
      for (let i = 0; i < 5; i++) pane.dispatchEvent(new Event('scroll'));
    });
    await painted();
    expect(await drawn.evaluate(({ marks }) => marks)).toBe(1);
  });

  it('zooms by a double click, shows the way, and steps back with Escape', async () => {
    await flame().dblclick({ position: { x: 200, y: 30 } });
    const way = on.page.getByRole('navigation', { name: 'Zoom' });
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
    await expect
      .poll(() => on.page.getByRole('navigation').textContent())
      .toContain('net/http.serverHandler.ServeHTTP');
    await flame().press('Control+Enter');
    await expect
      .poll(() => on.calls('openSource'))
      .toMatchObject([{ function: 'net/http.serverHandler.ServeHTTP', file: 'net/http/server.go', toSide: false }]);
  });

  it('opens the source by Ctrl and click', async () => {
    await flame().click({ position: { x: 200, y: 30 }, modifiers: ['Control'] });
    await expect.poll(() => on.calls('openSource')).toMatchObject([{ function: 'net/http.(*conn).serve' }]);
  });

  it('has a menu, by the pointer and by the keyboard', async () => {
    await flame().click({ position: { x: 200, y: 30 }, button: 'right' });
    await on.page.getByText('Copy Stack').click();
    await expect.poll(() => on.calls('copy')).toEqual([{ text: 'net/http.(*conn).serve' }]);
    await flame().press('Shift+F10');
    await expect.poll(() => on.page.getByText('Copy Name').isVisible()).toBe(true);
    await on.page.keyboard.press('Escape');
    await expect.poll(() => on.page.getByText('Copy Name').count()).toBe(0);
  });

  it('marks and counts what is searched, and says what is wrong with an expression', async () => {
    const before = await pixel(900, 30);
    await on.page.getByRole('searchbox').or(on.page.getByPlaceholder('Search functions')).first().fill('pricing');
    await expect.poll(() => on.page.locator('.search-note').textContent()).toMatch(/^\d+ functions, \d+(\.\d+)?%$/);
    await expect.poll(() => pixel(900, 30)).not.toEqual(before);
    await on.page.getByPlaceholder('Search functions').first().fill('(*');
    await expect.poll(() => on.page.locator('.search-note').textContent()).toContain('not a valid regular expression');
  });

  it('takes the colours of another theme while it is open', async () => {
    const dark = await pixel(900, -10);
    await on.page.evaluate(
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
    await on.page.evaluate(() =>
      window.stub.notify('reveal', { function: 'example.com/orders/pricing.walk' } as never),
    );
    await expect.poll(() => status().textContent()).toContain('example.com/orders/pricing.walk');
    expect(await on.calls('shown')).toMatchObject([{ sampleType: 1, query: { filters: [] } }]);
  });

  it('keeps zoom and selection when its tab comes back, and when the file changes', async () => {
    await flame().dblclick({ position: { x: 200, y: 30 } });
    await flame().click({ position: { x: 200, y: 50 } });
    const selected = await status().textContent();
    await on.page.reload();
    await expect.poll(() => on.page.getByRole('navigation').textContent()).toContain('net/http.(*conn).serve');
    await expect.poll(() => status().textContent()).toBe(selected);
    await on.page.evaluate(() => window.stub.notify('changed', {} as never));
    await expect.poll(async () => (await on.calls('load')).length).toBe(2);
    await expect.poll(() => on.page.getByRole('navigation').textContent()).toContain('net/http.(*conn).serve');
  });
});

describe('table', () => {
  beforeEach(async () => {
    await on.open('cpu.pprof');
    await on.page.getByRole('tab', { name: 'Table' }).click();
  });
  const cells = async (row: number): Promise<string[]> =>
    on.page.locator(`[aria-rowindex="${row + 2}"] [role=gridcell]`).allTextContents();

  it('has the rows of pprof, and sorts', async () => {
    expect((await cells(0)).slice(0, 4)).toEqual(['1.65s', '24.66%', '1.68s', '25.11%']);
    await on.page.getByRole('button', { name: 'Cum' }).click();
    await expect.poll(async () => (await cells(0))[4]).toContain('net/http.(*conn).serve');
    await expect(on.page.getByRole('columnheader', { name: 'Cum' }).getAttribute('aria-sort')).resolves.toBe(
      'descending',
    );
  });

  it('is worked by keys: moves, expands to callers, opens the source', async () => {
    const grid = on.page.getByRole('treegrid');
    await grid.focus();
    await grid.press('Home');
    await grid.press('ArrowRight');
    await expect.poll(async () => (await cells(1))[4]).toContain('by ');
    await grid.press('ArrowRight');
    await expect.poll(() => on.page.locator('.row.selected').getAttribute('aria-level')).toBe('2');
    await grid.press('ArrowLeft');
    await grid.press('ArrowLeft');
    await expect.poll(() => on.page.locator('[aria-level="2"]').count()).toBe(0);
    await grid.press('Enter');
    await expect.poll(async () => (await on.calls('openSource')).length).toBe(1);
    await grid.press('End');
    await expect.poll(() => on.page.locator('.row.selected').count()).toBe(1);
  });

  it('shares its selection with the flame', async () => {
    await on.page.getByRole('button', { name: 'Cum' }).click();
    await on.page.locator('[aria-rowindex="2"]').click();
    await on.page.getByRole('tab', { name: 'Flame' }).click();
    await on.page.getByRole('tab', { name: 'Table' }).click();
    await expect.poll(() => on.page.locator('.row.selected').textContent()).toContain('net/http.(*conn).serve');
  });
});

describe('goroutines', () => {
  const grid = () => on.page.getByRole('treegrid');
  const cells = async (row: number): Promise<string[]> =>
    on.page.locator(`[aria-rowindex="${row + 2}"] [role=gridcell]`).allTextContents();

  it('are the first view of their profile, the largest group first, and open at the line', async () => {
    await on.open('goroutine.pprof');
    await grid().waitFor();
    const counts = await on.page.locator('[aria-level="1"] [role=gridcell]:first-child').allTextContents();
    const numbers = counts.map((text) => Number(text.replace(/[^0-9]/g, '')));
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    await grid().focus();
    await grid().press('Home');
    await grid().press('Enter');
    await expect.poll(async () => (await on.calls('openSource')).length).toBe(1);
    expect((await on.calls('openSource'))[0]).toMatchObject({ line: expect.any(Number) as number });
  });

  it('of a text dump tell states, stacks and who started them', async () => {
    await on.open('dump.pprof');
    await grid().waitFor();
    await expect.poll(() => on.page.locator('.sentence').textContent()).toMatch(/^[\d,]+ goroutines · \d+ groups$/);
    const chip = on.page.locator('.chip').first();
    const all = await on.page.locator('[aria-level="1"]').count();
    await chip.click();
    await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => on.page.locator('[aria-level="1"]').count()).toBeLessThan(all);
    await chip.click();
    await grid().focus();
    await grid().press('Home');
    await grid().press('ArrowRight');
    await expect.poll(() => on.page.locator('[aria-level="2"]').count()).toBeGreaterThan(1);
    await expect
      .poll(() => on.page.locator('[aria-level="2"]').allTextContents())
      .toContainEqual(expect.stringContaining('created by ') as string);
    await grid().press('ArrowLeft');
    await expect.poll(() => on.page.locator('[aria-level="2"]').count()).toBe(0);
  });

  it('are searched by function, state and label', async () => {
    await on.open('dump.pprof');
    await grid().waitFor();
    const all = await on.page.locator('[aria-level="1"]').count();
    await on.page.getByPlaceholder('Search goroutines').first().fill('chan send');
    await expect.poll(() => on.page.locator('[aria-level="1"]').count()).toBeLessThan(all);
    await on.page.getByPlaceholder('Search goroutines').first().fill('(*');
    await expect.poll(() => on.page.locator('.search-note').textContent()).toContain('not a valid regular expression');
  });

  it('compared with before stand by growth', async () => {
    await on.open('goroutine.pprof&base=goroutine.before.pprof');
    await grid().waitFor();
    await expect.poll(async () => (await cells(0))[1]).toMatch(/^\+\d/);
    await on.page.getByText('Stop comparing').click();
    await expect.poll(async () => (await on.calls('clearBase')).length).toBe(1);
  });
});

describe('comparison', () => {
  it('colours what grew, and tells by how much', async () => {
    await on.open('heap.pprof&base=heap.before.pprof');
    await flame().focus();
    await flame().press('ArrowDown');
    await expect.poll(() => status().textContent()).toMatch(/was .*, change \+/);
    await expect.poll(() => on.page.locator('.sentence').textContent()).toContain('since before');
    await on.page.getByRole('tab', { name: 'Table' }).click();
    await expect
      .poll(() => on.page.locator('[aria-rowindex="2"] [role=gridcell]:nth-child(2)').textContent())
      .toMatch(/^\+/);
  });

  it('with another kind of profile says why not', async () => {
    await on.open('cpu.pprof&base=heap.pprof');
    await expect.poll(() => on.page.locator('.base').textContent()).toContain('cannot be compared');
  });

  it('is chosen from the strip', async () => {
    await on.open('cpu.pprof');
    await on.page.getByText('Compare with…').click();
    await expect.poll(async () => (await on.calls('chooseBase')).length).toBe(1);
  });
});

describe('what cannot be shown', () => {
  it('says why, and what to do', async () => {
    await on.open('cut.pprof');
    await expect.poll(() => on.page.getByRole('alert').textContent()).toContain('damaged or cut off');
    await on.page.getByText('Try Again').click();
    await expect.poll(async () => (await on.calls('load')).length).toBe(2);
    await on.page.getByText('Open as Text').click();
    await expect.poll(() => on.calls('act')).toEqual([{ action: 'openAsText' }]);
  });

  it('an empty profile is valid', async () => {
    await on.open('empty.pprof');
    await expect.poll(() => on.page.locator('.page').textContent()).toContain('valid and holds no samples of samples');
  });

  it('shows how far it is, and can be cancelled', async () => {
    await on.page.route('**/profiles/*', () => new Promise(() => {}));
    await on.open('cpu.pprof');
    // Not before it takes long enough to be noticed.
    const seen = await on.page.waitForFunction(
      () => document.querySelector('vscode-progress-bar') && performance.now(),
    );
    expect(await seen.jsonValue()).toBeGreaterThan(200);
    await on.page.getByText('Cancel').waitFor();
    await on.page.evaluate(() => window.stub.notify('progress', { stage: 'decoding', fraction: 0.42 } as never));
    await expect.poll(() => on.page.getByRole('status').textContent()).toBe('Decoding … 42 %');
    await on.page.getByText('Cancel').click();
    await expect.poll(async () => (await on.calls('cancelLoad')).length).toBe(1);
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it.each(['Flame', 'Table', 'Goroutines'])('%s has no barriers that axe can find', async (view) => {
    const compared =
      view === 'Goroutines' ? 'goroutine.pprof&base=goroutine.before.pprof' : 'heap.pprof&base=heap.before.pprof';
    await on.open(compared, undefined, theme);
    await on.page.getByRole('tab', { name: view }).click();
    await on.page.mouse.click(300, 220);
    expect(await on.barriers()).toEqual([]);
  });
});
