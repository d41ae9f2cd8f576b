import { describe, expect, it } from 'vitest';
import { writeProfile } from '../profile/support/writeProfile.ts';
import { usePage } from './pageFixture.ts';

/** Names as somebody writes them who wants the page to run them; `\u202e` turns the direction of what follows. */
const evil = (what: string): string => `${what}<img src=x onerror=globalThis.owned=1><script>owned=1"'&\u202e`;

const profileOf = (value: number, ...extra: string[]): Uint8Array =>
  writeProfile({
    sampleTypes: [['goroutine', 'count']],
    samples: [
      { stack: [1, 2], values: [value], labels: [[evil('key'), evil('label')]] },
      { stack: [2], values: [2], labels: [['bytes', 7, evil('unit')]] },
      ...extra.map((_, i) => ({ stack: [3 + i, 2], values: [5] })),
    ],
    locations: ['', '', ...extra].map((_, i) => ({ id: i + 1, mapping: 1, address: i + 1, lines: [[i + 1, 4]] })),
    functions: [evil('main.leaf'), evil('main.root'), ...extra].map((name, i) => ({
      id: i + 1,
      name,
      file: `/src/${evil('file')}.go`,
    })),
    mappings: [{ id: 1, start: 0, limit: 100, file: evil('/bin/program') }],
    comments: [evil('comment')],
  });

const dump = `goroutine 7 [chan receive, 5 minutes]:
main.<img src=x onerror=globalThis.owned=1>(0x1)
\t/src/<img src=x onerror=globalThis.owned=1>.go:7 +0x1
created by main.<script>owned=1 in goroutine 1
\t/src/main.go:9 +0x2
`;

const on = usePage(
  new Map([
    ['after.pprof', profileOf(11)],
    ['before.pprof', profileOf(3, evil('main.gone'))],
    ['dump.pprof', new TextEncoder().encode(dump)],
  ]),
);

/** What names have put into the page beside text. */
const planted = (): Promise<number> =>
  on.page.evaluate(() => {
    const owned = (globalThis as { owned?: number }).owned === undefined ? 0 : 1000;
    return owned + document.querySelectorAll('#root img, #root script, #root [onerror]').length;
  });
const shown = (): Promise<string> => on.page.evaluate(() => document.body.textContent ?? '');

describe('HTML in the names of functions, labels, files and units is text', () => {
  for (const view of ['Flame', 'Table', 'Callers', 'Graph', 'Goroutines', 'Labels', 'Source'])
    it(`in the view ${view}`, async () => {
      await on.open('after.pprof', 'Table');
      await on.page.locator('[aria-rowindex="2"]').click();
      await on.page.getByRole('tab', { name: view, exact: true }).click();
      if (view === 'Flame') {
        const flame = on.page.getByRole('application');
        await flame.waitFor();
        await flame.hover({ position: { x: 100, y: 30 } });
        await on.page.locator('.hover-card').waitFor();
      }
      await expect.poll(shown).toContain('<img src=x onerror=globalThis.owned=1>');
      expect(await planted()).toBe(0);
    });

  it('in filters and what they say', async () => {
    await on.open('after.pprof', 'Labels');
    await on.page.locator('.row', { hasText: 'label<img' }).getByRole('button', { name: 'Focus' }).click();
    await expect.poll(() => on.page.locator('.filter-chip').allTextContents()).toHaveLength(1);
    expect(await on.page.locator('.filter-chip').textContent()).toContain('<script>');
    await on.page.locator('.filter-chip').hover();
    expect(await planted()).toBe(0);
  });

  it('in a comparison, also of what is gone', async () => {
    await on.open('after.pprof&base=before.pprof', 'Changes');
    await expect.poll(shown).toContain('main.gone<img');
    expect(await planted()).toBe(0);
  });

  it('in a goroutine dump', async () => {
    await on.open('dump.pprof');
    await expect.poll(shown).toContain('main.<img src=x');
    expect(await planted()).toBe(0);
  });
});
