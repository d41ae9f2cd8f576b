import { describe, expect, it } from 'vitest';
import { writeProfile } from '../profile/support/writeProfile.ts';
import { recorded, usePage } from './pageFixture.ts';

const hebrew = 'example.com/חנות.(*עגלה).הוסף';
/** Turns the order of all that follows it, if nobody isolates it. */
const override = '\u202egnp.exe';
const rightToLeft = (weight: number): Uint8Array =>
  writeProfile({
    sampleTypes: [['samples', 'count']],
    functions: [
      { id: 1, name: hebrew, file: 'shop/חנות.go' },
      { id: 2, name: `example.com/shop.${override}`, file: 'shop/b.go' },
      { id: 3, name: 'main.main', file: 'main.go' },
    ],
    locations: [1, 2, 3].map((id) => ({ id, lines: [[id, id * 10]] })),
    samples: [
      { stack: [1, 2, 3], values: [weight], labels: [['לקוח', 'שלום']] },
      { stack: [2, 3], values: [4], labels: [['לקוח', override]] },
    ],
  });

const on = usePage(
  new Map([
    ['cpu.pprof', recorded('cpu.pprof')],
    ['heap.pprof', recorded('heap.pprof')],
    ['heap.before.pprof', recorded('heap.pprof', 'before')],
    ['heap.repaired.pprof', recorded('heap.pprof', 'repaired')],
    ['goroutine.pprof', recorded('goroutine.pprof')],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
    ['goroutine.before.pprof', recorded('goroutine.pprof', 'before')],
    ['rtl.pprof', rightToLeft(9)],
    ['rtl.before.pprof', rightToLeft(2)],
  ]),
);

const heaps = 'heap.pprof&base=heap.before.pprof&series=heap.repaired.pprof';
const cases = [
  ...['Flame', 'Table', 'Changes', 'Callers', 'Graph', 'Source', 'Labels', 'Series'].map((view) => [view, heaps]),
  ['Goroutines', 'goroutine.pprof&base=goroutine.before.pprof'],
] as [view: string, profile: string][];

/** What there is to work with in a view, once it is there. */
const ready = async (view: string): Promise<void> => {
  if (view === 'Graph') await on.page.locator('.graph-drawing .node').first().waitFor();
  else if (view === 'Source') await on.page.locator('.source, .page, .hint').first().waitFor();
  else await on.page.locator('#view [role=application], #view .row').first().waitFor();
};
const widths = (): Promise<{ page: number; window: number; cut: string[] }> =>
  on.page.evaluate(() => {
    const outside = [...document.querySelectorAll('.strip *, .filter-bar *, .compare-bar *, .table-head .cell')].filter(
      (e) => e.getBoundingClientRect().right > innerWidth + 1,
    );
    return {
      page: document.documentElement.scrollWidth,
      window: innerWidth,
      cut: outside.map((e) => `${e.tagName}.${e.className}: ${e.textContent}`),
    };
  });

describe.each([
  ['a pane of 300 pixels', { width: 300, height: 700 }],
  ['a zoom of 200 %', { width: 500, height: 300 }],
])('in %s', (_, size) => {
  it.each(cases)('%s fits, with a view large enough to work in, and has no barriers', async (view, profile) => {
    await on.page.setViewportSize(size);
    await on.open(profile, view);
    await ready(view);
    const { page, window, cut } = await widths();
    expect(cut).toEqual([]);
    expect(page).toBeLessThanOrEqual(window);
    expect(await on.page.locator('main').evaluate((main) => main.clientHeight)).toBeGreaterThanOrEqual(200);
    expect(await on.barriers()).toEqual([]);
  });
});

describe('the heads of a table', () => {
  it.each([
    ['Changes', heaps],
    ['Goroutines', 'goroutine.pprof'],
    ['Series', `${heaps}`],
  ])('stand above what they head in %s', async (view, profile) => {
    await on.open(profile, view);
    await ready(view);
    const edges = await on.page.evaluate(() => {
      /** Where its text begins and ends. */
      const box = (cell: Element | undefined): { left: number; right: number } => {
        const walker = document.createTreeWalker(cell ?? document.body, NodeFilter.SHOW_TEXT);
        const ends: DOMRect[] = [];
        while (walker.nextNode()) {
          const range = document.createRange();
          range.selectNodeContents(walker.currentNode);
          if (walker.currentNode.textContent?.trim()) ends.push(range.getBoundingClientRect());
        }
        return { left: Math.min(...ends.map((e) => e.left)), right: Math.max(...ends.map((e) => e.right)) };
      };
      const heads = [...document.querySelectorAll('#view .table-head .cell')];
      const cells = [...(document.querySelector('#view .row')?.querySelectorAll('.cell') ?? [])];
      return heads.flatMap((head, i) => {
        if (!cells[i]?.textContent) return [];
        const [above, below] = [box(head), box(cells[i])];
        const isNumber = head.classList.contains('number');
        return [{ text: head.textContent, off: isNumber ? above.right - below.right : above.left - below.left }];
      });
    });
    expect(edges.length).toBeGreaterThan(3);
    for (const { text, off } of edges) expect(Math.abs(off), text).toBeLessThanOrEqual(1);
  });
});

describe('a narrow table', () => {
  it('cuts folders before the name of a file', async () => {
    await on.page.setViewportSize({ width: 1000, height: 700 });
    await on.open('cpu.pprof', 'Table');
    await ready('Table');
    const files = await on.page.locator('.row .file').evaluateAll((all) =>
      all.map((cell) => {
        const [path, name] = [cell.querySelector('.path'), cell.querySelector('.base-name')];
        const isCut = (e: Element | null): boolean => !!e && e.scrollWidth > e.clientWidth;
        return { path: isCut(path), name: isCut(name) };
      }),
    );
    expect(files.some(({ path }) => path)).toBe(true);
    expect(files.filter(({ name }) => name)).toEqual([]);
  });

  it('still tells the function, and its figures are not cut', async () => {
    await on.page.setViewportSize({ width: 300, height: 700 });
    for (const view of ['Table', 'Changes']) {
      await on.open(heaps, view);
      await ready(view);
      const rows = await on.page.locator('.row').evaluateAll((all) =>
        all.map((row) => ({
          name: row.querySelector('.name')?.getBoundingClientRect().width ?? 0,
          cut: [...row.querySelectorAll('.number')].filter((cell) => cell.scrollWidth > cell.clientWidth).length,
        })),
      );
      expect(rows.length).toBeGreaterThan(3);
      for (const { name, cut } of rows) {
        expect(name).toBeGreaterThan(90);
        expect(cut).toBe(0);
      }
    }
  });
});

describe('a narrow list of goroutines', () => {
  it.each([300, 500, 800, 1000])('still tells the line, at %d pixels', async (width) => {
    await on.page.setViewportSize({ width, height: 700 });
    await on.open('dump.pprof');
    await on.page.locator('#view .row, .goroutines .row').first().waitFor();
    const places = await on.page.locator('.where:not(.creator) .place').evaluateAll((all) =>
      all.map((place) => {
        const cell = place.closest('.cell')?.getBoundingClientRect().right ?? 0;
        const line = place.querySelector('.place-line')?.getBoundingClientRect();
        const clip = place.getBoundingClientRect();
        return {
          text: place.textContent,
          isSeen: !!line && line.right <= Math.min(cell, clip.right) && line.left >= clip.left,
        };
      }),
    );
    expect(places.length).toBeGreaterThan(10);
    expect(places.filter(({ isSeen }) => !isSeen)).toEqual([]);
    await on.page.locator('.where .place-line').first().click();
    await expect.poll(() => on.calls('openSource')).toMatchObject([{ line: expect.any(Number) }]);
  });
});

describe('text from right to left', () => {
  /** Texts with other directions that are neither isolated nor alone in their box. */
  const loose = (): Promise<string[]> =>
    on.page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (walker.nextNode()) {
        const text = walker.currentNode.textContent ?? '';
        const parent = walker.currentNode.parentElement;
        if (!parent || !/[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]/.test(text)) continue;
        if (parent.closest('bdi, svg, script, .visually-hidden, [role=status]')) continue;
        if (getComputedStyle(parent).display !== 'inline' && parent.textContent === text) continue;
        found.push(`${parent.className}: ${text}`);
      }
      return found;
    });

  it.each(['Flame', 'Table', 'Changes', 'Callers', 'Graph', 'Labels', 'Source'])(
    'does not move what stands beside it in %s',
    async (view) => {
      await on.open('rtl.pprof&base=rtl.before.pprof', 'Table');
      await on.page.locator('.row .name', { hasText: 'עגלה' }).first().click();
      await on.page.locator('.filter-field input').fill(`hide=${override}x`);
      await on.page.keyboard.press('Enter');
      await on.page.getByRole('tab', { name: view, exact: true }).click();
      await ready(view);
      expect(await loose()).toEqual([]);
    },
  );

  /** What follows a text from right to left, or stands before it, and is not drawn there. */
  const displaced = (): Promise<string[]> =>
    on.page.evaluate(() => {
      const texts = (parent: Node): Text[] => {
        const walker = document.createTreeWalker(parent, NodeFilter.SHOW_TEXT);
        const all: Text[] = [];
        while (walker.nextNode()) if (walker.currentNode.textContent?.trim()) all.push(walker.currentNode as Text);
        return all;
      };
      // What is cut off at the end of its box reaches no further than that.
      const boxOf = (text: Text): { left: number; right: number } => {
        const range = document.createRange();
        range.selectNodeContents(text);
        const { left, right } = range.getBoundingClientRect();
        return { left, right: Math.min(right, text.parentElement?.getBoundingClientRect().right ?? right) };
      };
      const cells = [...document.querySelectorAll('.cell.named, .filter-chip, .base')].filter((cell) =>
        /[\u0590-\u08ff\u202e]/.test(cell.textContent),
      );
      return cells.flatMap((cell) => {
        const boxes = texts(cell).map((text) => ({ text: text.data, ...boxOf(text) }));
        return boxes.flatMap((box, i) => (box.left < (boxes[i - 1]?.right ?? 0) - 1 ? [box.text] : []));
      });
    });

  it('is drawn where it stands in its row, and what follows it behind it', async () => {
    await on.open('rtl.pprof&base=rtl.before.pprof', 'Table');
    await on.page.locator('.row .name', { hasText: 'gnp' }).first().click();
    for (const view of ['Callers', 'Table', 'Changes']) {
      await on.page.getByRole('tab', { name: view, exact: true }).click();
      if (view === 'Changes') await on.page.getByRole('button', { name: 'Cum', exact: true }).click();
      await on.page.locator('.row', { hasText: 'gnp' }).first().waitFor();
      expect(await displaced()).toEqual([]);
    }
    // The check sees what isolation prevents.
    await on.page.addStyleTag({
      content:
        'bdi { unicode-bidi: normal !important; display: inline !important } .named { display: block !important }',
    });
    expect(await displaced()).not.toEqual([]);
  });
});

describe('the system’s wishes', () => {
  it('nothing moves by itself where motion is reduced, nor elsewhere', async () => {
    await on.page.emulateMedia({ reducedMotion: 'reduce' });
    await on.open('cpu.pprof', 'Flame');
    await ready('Flame');
    const canvas = on.page.locator('canvas').first();
    const paint = (): Promise<string> => canvas.evaluate((c) => (c as HTMLCanvasElement).toDataURL());
    await on.page.getByRole('application').dblclick({ position: { x: 200, y: 50 } });
    await on.page.getByRole('navigation', { name: 'Zoom' }).waitFor();
    const zoomed = await paint();
    const running = await on.page.evaluate(() => document.getAnimations().length);
    expect(running).toBe(0);
    expect(await paint()).toBe(zoomed);
  });

  it.each(cases)('%s shows in forced colours what is selected and pressed', async (view, profile) => {
    await on.page.emulateMedia({ forcedColors: 'active' });
    await on.open(profile, view);
    await ready(view);
    const tab = on.page.locator('[role=tab][aria-selected=true]');
    const other = on.page.locator('[role=tab][aria-selected=false]').first();
    const underline = (l: typeof tab) => l.evaluate((e) => getComputedStyle(e).borderBottomColor);
    expect(await underline(tab)).not.toBe(await underline(other));
    const row = on.page.locator('#view .row').first();
    if ((await row.count()) === 0) return;
    await row.click({ position: { x: 4, y: 4 } });
    const outline = on.page.locator('.row.selected').first();
    await expect.poll(() => outline.evaluate((e) => getComputedStyle(e).outlineStyle)).toBe('solid');
  });
});
