import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { insideWebview, type OpenWindow, openFile, openWindow } from '../../../scripts/host/window.mjs';

let opened: OpenWindow;

beforeAll(async () => {
  const vsix = process.env['LEAKLENS_VSIX'];
  if (!vsix) throw new Error('LEAKLENS_VSIX names no package: run npm test -- --only=window');
  opened = await openWindow({ ...process.env, NODE: process.execPath }, 'window', vsix);
});
afterAll(() => opened?.close());
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const file = path.join(opened.folder, `${task.name.replaceAll(/\W+/g, '-')}.png`);
  await opened.page.screenshot({ path: file });
  console.log(`The window as it was: ${file}`);
  for (const line of opened.log.slice(-20)) console.log(`| ${line}`);
});

const title = (): Promise<string | null> =>
  opened.page.locator('.tab.active').first().getAttribute('data-resource-name');
const editorText = (): Promise<string> =>
  opened.page
    .locator('.editor-instance .view-lines')
    .first()
    .innerText()
    .then((t) => t.replaceAll('\u00a0', ' '));

async function command(name: string): Promise<void> {
  const { page } = opened;
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(`>${name}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
}

describe('findings', () => {
  it('are squiggles, and a quick fix takes them away', async () => {
    const { page } = opened;
    await openFile(page, 'leaky/cancel_early_return.go');
    const squiggle = page.locator('.squiggly-warning').first();
    await squiggle.waitFor({ state: 'attached' });
    await page.keyboard.press('F8');
    await page.locator('.peekview-widget, .marker-widget').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.lightBulbWidget').first().waitFor();
    // A menu that opens while the editor is still at work can be closed by it: the keys are pressed until it stays.
    const fix = page.locator('.action-widget').getByText('Defer cancel()', { exact: true });
    const showsFix = async (): Promise<boolean> => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+.');
      return fix.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(showsFix).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(editorText).toContain('defer cancel()');
    await expect.poll(() => page.locator('.squiggly-warning').count()).toBe(0);
    await page.keyboard.press('Control+Z');
    await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
  });
});

describe('a hover', () => {
  it('draws the run of a leak as lanes', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').first().fill('leaky/send_after_timeout.go:40:12');
    await page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'send_after_timeout.go' })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(title).toBe('send_after_timeout.go');
    await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
    // Once more when the hover came before the server's answer.
    await expect
      .poll(async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+I');
        return page.locator('.monaco-hover img').count();
      })
      .toBeGreaterThan(0);
    const picture = page.locator('.monaco-hover img').first();
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(480);
    expect(await picture.getAttribute('alt')).toMatch(/^\d goroutines: .* is blocked for ever at step \d+\.$/);
    await picture.scrollIntoViewIfNeeded();
    await page.screenshot({ path: path.join(opened.folder, 'hover.png') });
    await page.keyboard.press('Escape');
  });
});

describe('a profile', () => {
  it('opens as a flame graph; Ctrl and a click lead to the source, where lenses tell the cost', async () => {
    const { page } = opened;
    await openFile(page, 'profiles/after/cpu.pprof');
    const inside = insideWebview(page);
    const flame = inside.getByRole('application');
    await flame.waitFor();
    const painted = await inside.locator('canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      return new Set(Array.from({ length: 400 }, (_, i) => data[i * 4 * 97])).size;
    });
    expect(painted).toBeGreaterThan(1);
    await inside.getByPlaceholder('Search functions').first().fill('pricing.walk$');
    await expect.poll(() => inside.locator('.search-note').textContent()).toMatch(/^1 function, /);
    await inside.getByRole('tab', { name: 'Table' }).click();
    await inside.locator('[aria-rowindex="2"]').click();
    await page.keyboard.press('Enter');
    await expect.poll(title).toMatch(/\.go$/);
    await expect.poll(editorText).toContain('func walk(');
    await page.locator('.codelens-decoration a', { hasText: 'cum ' }).first().waitFor();
    await expect.poll(() => page.locator('.statusbar-item', { hasText: 'cpu.pprof' }).count()).toBe(1);
  });

  it('is selected from a lens, and cleared from the status bar', async () => {
    const { page } = opened;
    await page.locator('.codelens-decoration a', { hasText: 'cum ' }).first().click();
    await expect.poll(title).toBe('cpu.pprof');
    // The page is made anew and tells what it shows, which is what becomes active: before that there is nothing to clear.
    await insideWebview(page).locator('[aria-rowindex="2"]').first().waitFor();
    await page.locator('.statusbar-item', { hasText: 'cpu.pprof' }).click();
    await expect.poll(() => page.locator('.statusbar-item', { hasText: 'cpu.pprof' }).count()).toBe(0);
  });
});

describe('the views of a profile', () => {
  it('have a call graph, laid out by a worker of the page, and the source of what is selected', async () => {
    const { page } = opened;
    await openFile(page, 'profiles/after/cpu.pprof');
    const inside = insideWebview(page);
    await inside.getByRole('tab', { name: 'Graph' }).click();
    await expect.poll(() => inside.locator('.graph-drawing .node').count()).toBeGreaterThan(20);
    await inside.locator('.graph-drawing .node', { hasText: 'walk' }).first().click();
    await inside.getByRole('tab', { name: 'Source', exact: true }).click();
    await expect.poll(() => inside.locator('.source .code').first().textContent()).toContain('func walk(');
  });
});

describe('commands and keys of a profile', () => {
  it('show views, filter, and undo; the lenses follow the filters', async () => {
    const { page } = opened;
    await openFile(page, 'profiles/after/cpu.pprof');
    const inside = insideWebview(page);
    const shown = () => inside.locator('[role=tab][aria-selected=true]').textContent();
    await inside.getByRole('tablist').waitFor();
    await command('Leak Lens: Show Table');
    await expect.poll(shown).toBe('Table');
    await inside.locator('[aria-rowindex="2"]').first().waitFor();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('1');
    await expect.poll(shown).toBe('Flame');
    await page.keyboard.press('Control+F');
    const search = inside.locator('.search input');
    await expect.poll(() => search.evaluate((input) => input.matches(':focus'))).toBe(true);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('a');
    const field = inside.locator('.filter-field input');
    await expect.poll(() => field.evaluate((input) => input.matches(':focus'))).toBe(true);
    await page.keyboard.type('tagignore=nothing');
    await page.keyboard.press('Enter');
    await field.fill('ignore=pricing.clamp');
    await field.press('Enter');
    await expect.poll(() => inside.locator('.filter-chip').count()).toBe(2);
    await page.locator('.statusbar-item', { hasText: 'cpu.pprof, 2 filters' }).waitFor();
    await command('Leak Lens: Undo Profile Filter');
    await command('Leak Lens: Clear Profile Filters');
    await expect.poll(() => inside.locator('.filter-chip').count()).toBe(0);
    await expect.poll(() => page.locator('.statusbar-item', { hasText: 'filter' }).count()).toBe(0);
  });
});

describe('a goroutine dump that was pasted', () => {
  const dump = [
    'goroutine 7 [chan send, 12 minutes]:',
    'main.publish(0xc000012345)',
    '\t/srv/app/hub.go:70 +0x1d',
    'created by main.start in goroutine 1',
    '\t/srv/app/main.go:12 +0x2a',
    '',
  ].join('\n');

  it('is shown by stack, out of a document without a file', async () => {
    const { page } = opened;
    await command('File: New Untitled Text File');
    await expect.poll(title).toMatch(/^Untitled/);
    // An editor that has just opened takes the first keys at times, and at times not.
    const paste = async (): Promise<string> => {
      await page.locator('.editor-instance .view-lines').first().click();
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(dump);
      await page.waitForTimeout(500);
      return editorText();
    };
    await expect.poll(paste).toContain('main.publish');
    await command('Leak Lens: Open as Goroutine Dump');
    const inside = insideWebview(page);
    await expect
      .poll(() => inside.locator('[aria-level="1"]').textContent())
      .toMatch(/chan send.*12 min.*main\.publish/);
  });
});
