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
const pane = () => on.page.getByRole('application');
const node = (name: string) => on.page.locator('.graph-drawing .node', { hasText: name }).first();
const nodes = () => on.page.locator('.graph-drawing .node');
const tags = () => on.page.locator('.graph-drawing .tag');
const status = () => on.page.locator('.graph [role=status]');
const view = () => on.page.locator('.graph-drawing > g').getAttribute('transform');

describe('the call graph', () => {
  it('is loaded and laid out only when it is opened', async () => {
    const asked: string[] = [];
    on.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await on.open('cpu.pprof');
    await on.page.getByRole('application').waitFor();
    expect(asked).not.toContain('/graphviz.js');
    await on.page.getByRole('tab', { name: 'Graph' }).click();
    await expect.poll(() => nodes().count()).toBeGreaterThan(30);
    expect(asked).toContain('/graphviz.js');
    await expect.poll(() => on.page.locator('.graph-drawing .edge').count()).toBeGreaterThan(40);
  });

  it("is loaded and laid out under the policy of the extension's page, by its nonce", async () => {
    await on.open('cpu.pprof&policy=strict', 'Graph');
    await expect.poll(() => nodes().count()).toBeGreaterThan(30);
  });

  it('selects by a click, and the selection follows', async () => {
    await on.open('cpu.pprof', 'Graph');
    await node('clamp').click();
    await expect
      .poll(() => status().textContent())
      .toMatch(/^example\.com\/orders\/pricing\.clamp.*, flat 1\.65s, 24\.66%/);
    await on.page.getByRole('tab', { name: 'Callers' }).click();
    await expect.poll(() => on.page.locator('.peek .row.self').textContent()).toContain('pricing.clamp');
    await on.page.getByRole('tab', { name: 'Graph' }).click();
    await expect.poll(() => on.page.locator('.node.selected').textContent()).toContain('clamp');
  });

  it('is worked by keys: along calls, in and out, to the source, to callers', async () => {
    await on.open('cpu.pprof', 'Graph');
    await node('serve').click();
    await pane().press('ArrowDown');
    await expect.poll(() => status().textContent()).toContain('ServeHTTP');
    await pane().press('ArrowUp');
    await expect.poll(() => status().textContent()).toContain('net/http.(*conn).serve');
    const before = await view();
    await pane().press('+');
    await expect.poll(view).not.toBe(before);
    await pane().press('0');
    await pane().press('Control+Enter');
    await expect.poll(() => on.calls('openSource')).toMatchObject([{ function: 'net/http.(*conn).serve' }]);
    await pane().press('Shift+F10');
    await on.page.getByText('Copy Name').click();
    await expect.poll(() => on.calls('copy')).toEqual([{ text: 'net/http.(*conn).serve' }]);
    await pane().press('Enter');
    await expect.poll(() => on.page.locator('.peek .row.self').count()).toBe(1);
  });

  it('is dragged and wheeled', async () => {
    await on.open('cpu.pprof', 'Graph');
    await nodes().first().waitFor();
    const before = await view();
    await on.page.mouse.move(60, 300);
    await on.page.mouse.down();
    await on.page.mouse.move(160, 350);
    await on.page.mouse.up();
    await expect.poll(view).not.toBe(before);
    const dragged = await view();
    await on.page.mouse.wheel(0, 100);
    await expect.poll(view).not.toBe(dragged);
    // A drag selects nothing.
    expect(await on.page.locator('.node.selected').count()).toBe(0);
  });

  it('draws as many functions as are asked for', async () => {
    await on.open('cpu.pprof', 'Graph');
    await expect.poll(() => nodes().count()).toBeGreaterThan(30);
    await on.page.getByRole('combobox', { name: /At most/ }).selectOption('20');
    await expect.poll(() => nodes().count()).toBeLessThanOrEqual(20);
    await expect.poll(() => nodes().count()).toBeGreaterThan(5);
  });

  it('is saved as an SVG that stands for itself', async () => {
    await on.open('cpu.pprof', 'Graph');
    await nodes().first().waitFor();
    await on.page.getByRole('button', { name: 'Save as SVG' }).click();
    await expect.poll(async () => (await on.calls('save')).length).toBe(1);
    const [{ name, text }] = (await on.calls('save')) as [{ name: string; text: string }];
    expect(name).toBe('call-graph.svg');
    expect(text).not.toMatch(/var\(|class=|style=|<script/);
    const drawn = await on.page.evaluate((svg) => {
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
      return {
        faults: parsed.querySelectorAll('parsererror').length,
        boxes: parsed.querySelectorAll('g > rect').length,
      };
    }, text);
    expect(drawn.faults).toBe(0);
    expect(drawn.boxes).toBe((await nodes().count()) + (await tags().count()));
  });

  it('is saved as a PNG with the same boxes in it, without loading any image', async () => {
    await on.open('cpu.pprof&policy=strict', 'Graph');
    await nodes().first().waitFor();
    await on.page.getByRole('button', { name: 'Save as PNG' }).click();
    await expect.poll(async () => (await on.calls('save')).length).toBe(1);
    const picture = await on.page.evaluate(async () => {
      const [call] = window.stub.calls.filter((c) => c.method === 'save');
      const { name, bytes } = (call?.params ?? {}) as { name: string; bytes: Uint8Array };
      const bitmap = await createImageBitmap(new Blob([bytes as BlobPart], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const boxes = [...document.querySelectorAll('.graph-drawing .node rect')].map((rect) => {
        const [x = 0, y = 0] = ['x', 'y'].map((side) => Number(rect.getAttribute(side)));
        // Within the box, beside its text: what it is filled with.
        const pixel = context?.getImageData((x + 12 + 3) * 2, (y + 12 + 3) * 2, 1, 1).data ?? [];
        return [...pixel].join();
      });
      const ground = [...(context?.getImageData(1, 1, 1, 1).data ?? [])].join();
      return { name, width: bitmap.width, boxes, ground };
    });
    expect(picture.name).toBe('call-graph.png');
    expect(picture.width).toBeGreaterThan(1000);
    expect(picture.ground).toBe('31,31,31,255');
    expect(picture.boxes.filter((colour) => colour !== picture.ground).length).toBeGreaterThan(
      picture.boxes.length * 0.8,
    );
  });

  it('hangs labels at functions, as boxes of their own, which can be left out', async () => {
    await on.open('cpu.pprof', 'Graph');
    await expect.poll(() => tags().count()).toBeGreaterThan(5);
    const titles = await tags().locator('> title').allTextContents();
    expect(titles.filter((title) => /^route:\/\w+, tenant:\w+: [\d.]+s$/.test(title)).length).toBeGreaterThan(3);
    await on.page.getByRole('button', { name: 'Labels', exact: true }).click();
    await expect.poll(() => tags().count()).toBe(0);
    await expect.poll(() => nodes().count()).toBeGreaterThan(30);
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it('the graph has no barriers that axe can find', async () => {
    await on.open('heap.pprof&base=heap.before.pprof', 'Graph', theme);
    await nodes().first().waitFor();
    await pane().press('Home');
    await expect.poll(() => on.page.locator('.node.selected').count()).toBe(1);
    expect(await on.barriers()).toEqual([]);
  });
});
