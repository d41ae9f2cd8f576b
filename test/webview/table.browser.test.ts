import { describe, expect, it } from 'vitest';
import { writeProfile } from '../profile/support/writeProfile.ts';
import { recorded, usePage } from './pageFixture.ts';

const many = 100_000;

/** As many functions as are ever met in one profile, each called by one of a hundred others. */
function large(): Uint8Array {
  const ids = Array.from({ length: many }, (_, i) => i + 1);
  return writeProfile({
    sampleTypes: [['samples', 'count']],
    functions: ids.map((id) => ({ id, name: `example.com/p${id % 500}.f${id}`, file: `p${id % 500}/f.go` })),
    locations: ids.map((id) => ({ id, lines: [[id, 1]] })),
    samples: ids.map((id) => ({ stack: [id, (id % 100) + 1], values: [many - id + 1] })),
  });
}

const on = usePage(
  new Map([
    ['cpu.pprof', recorded('cpu.pprof')],
    ['large.pprof', large()],
  ]),
);
const grid = () => on.page.getByRole('treegrid');
const rows = () => on.page.locator('.table-body .row');
const names = (): Promise<string[]> => on.page.locator('.table-body .row .name').allTextContents();

describe('a table of 100,000 functions', () => {
  it('has only the rows that can be seen, says how many there are, and goes to its end and back', async () => {
    await on.open('large.pprof', 'Table');
    await rows().first().waitFor();
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(many + 1));
    const most = async (): Promise<number> => Math.max(await rows().count(), 1);
    expect(await most()).toBeLessThan(80);
    await grid().focus();
    await grid().press('Home');
    for (let i = 0; i < 5; i++) await grid().press('PageDown');
    expect(await most()).toBeLessThan(80);
    await grid().press('End');
    await expect.poll(() => on.page.locator('.row.selected').getAttribute('aria-rowindex')).toBe(String(many + 1));
    expect(await most()).toBeLessThan(80);
    await grid().press('Home');
    await expect.poll(() => on.page.locator('.row.selected').getAttribute('aria-rowindex')).toBe('2');
  });

  it('draws what a scroll leads to, wherever that is', async () => {
    await on.open('large.pprof', 'Table');
    await rows().first().waitFor();
    for (const share of [0.1, 0.5, 0.99, 0.3]) {
      const index = await on.page.evaluate((part) => {
        const body = document.querySelector('.table-body')!;
        body.scrollTop = Math.round(body.scrollHeight * part);
        return Math.floor(body.scrollTop / 22);
      }, share);
      await expect.poll(() => on.page.locator(`[aria-rowindex="${index + 4}"]`).count()).toBe(1);
      expect(await rows().count()).toBeLessThan(80);
    }
  });
});

describe('a row', () => {
  it('opens to callers, or to callees, as is chosen above', async () => {
    await on.open('cpu.pprof', 'Table');
    await on.page.getByRole('button', { name: 'Cum' }).click();
    await rows().filter({ hasText: 'serverHandler.ServeHTTP' }).first().click();
    await grid().focus();
    await grid().press('ArrowRight');
    await expect.poll(names).toContainEqual(expect.stringContaining('by net/http.(*conn).serve') as string);
    await on.page.getByRole('button', { name: 'Callees' }).click();
    await expect.poll(() => on.page.locator('[aria-level="2"]').count()).toBe(0);
    await rows().filter({ hasText: 'serverHandler.ServeHTTP' }).first().click();
    await grid().focus();
    await grid().press('ArrowRight');
    await expect.poll(names).toContainEqual(expect.stringContaining('calls net/http.(*ServeMux).ServeHTTP') as string);
    await grid().press('ArrowRight');
    await grid().press('ArrowRight');
    await expect.poll(() => on.page.locator('[aria-level="3"]').count()).toBeGreaterThan(0);
  });
});
