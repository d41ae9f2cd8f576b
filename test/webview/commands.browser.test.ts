import { describe, expect, it } from 'vitest';
import type { PageCommand, PageState } from '../../protocol/webview.ts';
import { recorded, usePage } from './pageFixture.ts';

const on = usePage(
  new Map([
    ['cpu.pprof', recorded('cpu.pprof')],
    ['heap.pprof', recorded('heap.pprof')],
    ['heap.before.pprof', recorded('heap.pprof', 'before')],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
  ]),
);
const send = (command: PageCommand): Promise<void> =>
  on.page.evaluate((c) => window.stub.notify('command', c as never), command);
const state = async (): Promise<PageState | undefined> => (await on.calls('state')).at(-1) as PageState | undefined;
const tab = (): Promise<string | null> => on.page.locator('[role=tab][aria-selected=true]').textContent();
const focused = (): Promise<string> =>
  on.page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.className ?? '');
const status = () => on.page.locator('.flame [role=status]');

describe('commands', () => {
  it('show the views that there are, and keys then go there', async () => {
    await on.open('heap.pprof&base=heap.before.pprof');
    await expect.poll(async () => (await state())?.views).toContain('changes');
    for (const view of (await state())?.views ?? []) {
      await send({ do: 'show', view });
      await expect.poll(async () => (await state())?.view).toBe(view);
      await expect.poll(async () => (await tab())?.toLowerCase()).toBe(view);
      await expect.poll(focused, { message: view }).toMatch(/^(application|treegrid|grid|tab)$/);
    }
    await send({ do: 'show', view: 'goroutines' });
    await send({ do: 'show', view: 'table' });
    await expect.poll(tab).toBe('Table');
  });

  it('change filters, and tell what can be undone', async () => {
    await on.open('cpu.pprof');
    await expect.poll(state).toMatchObject({ canUndo: false, canRedo: false, hasFilters: false });
    await send({ do: 'addFilter' });
    await on.page.keyboard.type('pricing');
    await on.page.keyboard.press('Enter');
    await expect.poll(state).toMatchObject({ canUndo: true, hasFilters: true });
    // Lenses hear of it.
    await expect
      .poll(async () => (await on.calls('shown')).at(-1))
      .toMatchObject({ sampleType: 1, query: { filters: [{ kind: 'focus', value: 'pricing' }] } });
    await send({ do: 'undoFilter' });
    await expect.poll(state).toMatchObject({ canUndo: false, canRedo: true, hasFilters: false });
    await send({ do: 'redoFilter' });
    await expect.poll(() => on.page.locator('.filter-chip').count()).toBe(1);
    await send({ do: 'clearFilters' });
    await expect.poll(() => on.page.locator('.filter-chip').count()).toBe(0);
  });

  it('find, choose another sample type, and reset the zoom', async () => {
    await on.open('cpu.pprof');
    await on.page.getByRole('application').dblclick({ position: { x: 200, y: 30 } });
    await expect.poll(state).toMatchObject({ isZoomed: true, sampleTypes: ['samples', 'cpu'], sampleType: 1 });
    await send({ do: 'resetZoom' });
    await expect.poll(state).toMatchObject({ isZoomed: false });
    await send({ do: 'chooseSampleType', sampleType: 0 });
    await expect.poll(() => on.page.locator('.sentence').textContent()).toMatch(/^samples/);
    await send({ do: 'find' });
    await on.page.keyboard.type('walk');
    await expect.poll(() => on.page.locator('.search-note').textContent()).toMatch(/^\d+ functions?, /);
  });

  it('go through the hot spots by what functions cost themselves, in every view', async () => {
    await on.open('cpu.pprof', 'Table');
    const names = await on.page.locator('.table-body .row .name').allTextContents();
    await send({ do: 'goToHotSpot', step: 1 });
    await expect.poll(() => on.page.locator('.row.selected .name').textContent()).toBe(names[0]);
    await send({ do: 'goToHotSpot', step: 1 });
    await expect.poll(() => on.page.locator('.row.selected .name').textContent()).toBe(names[1]);
    await send({ do: 'goToHotSpot', step: -1 });
    await send({ do: 'show', view: 'flame' });
    await expect.poll(() => status().textContent()).toContain('pricing.clamp');
  });

  it('of a goroutine dump are those that make sense there', async () => {
    await on.open('dump.pprof');
    await expect.poll(state).toMatchObject({ views: ['goroutines'], sampleTypes: [], isZoomed: false });
    await send({ do: 'show', view: 'flame' });
    await send({ do: 'addFilter' });
    await on.page.keyboard.type('net/http');
    await on.page.keyboard.press('Enter');
    await expect.poll(state).toMatchObject({ hasFilters: true });
    await send({ do: 'clearFilters' });
    await expect.poll(state).toMatchObject({ hasFilters: false });
  });
});
