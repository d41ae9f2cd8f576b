import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { insideWebview, type OpenWindow, openFile, openWindow, runCommand } from '../../../scripts/host/window.mjs';
import { writeProfile } from '../../profile/support/writeProfile.ts';

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

const command = (name: string): Promise<void> => runCommand(opened.page, name);

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
    const painted = await inside
      .locator('canvas')
      .first()
      .evaluate((canvas) => {
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

describe('a source that is not found', () => {
  it('is looked for in the folder that the user chooses, once for all', async () => {
    const { page, folder, workspace } = opened;
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(path.join(elsewhere, 'lib'), { recursive: true });
    writeFileSync(path.join(elsewhere, 'lib/toil.go'), 'package lib\n\nfunc Toil() {\n\tfor {\n\t}\n}\n');
    const profile = writeProfile({
      sampleTypes: [['samples', 'count']],
      functions: [{ id: 1, name: 'example.net/far/lib.Toil', file: '/build/far/lib/toil.go', startLine: 3 }],
      locations: [{ id: 1, lines: [[1, 4]] }],
      samples: [{ stack: [1], values: [5] }],
    });
    writeFileSync(path.join(workspace, 'profiles/far.pprof'), profile);
    const openIt = async (): Promise<void> => {
      await openFile(page, 'profiles/far.pprof');
      await expect.poll(title).toBe('far.pprof');
      const flame = insideWebview(page).getByRole('application');
      await flame.focus();
      await flame.press('ArrowDown');
      await flame.press('ArrowDown');
      await flame.press('Control+Enter');
    };
    // What is typed before the editor has the focus would be lost.
    const atToil = async (): Promise<void> => {
      await expect.poll(title).toBe('toil.go');
      await expect.poll(editorText).toContain('func Toil()');
      await page.locator('.statusbar-item', { hasText: 'Ln 4, Col 5' }).waitFor();
      await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    };
    await openIt();
    const toast = page.locator('.notification-toast', { hasText: '/build/far/lib/toil.go was not found' });
    await toast.getByRole('button', { name: 'Choose Folder…' }).click();
    const dialog = page.locator('.quick-input-widget input').first();
    await dialog.waitFor();
    await expect.poll(() => dialog.inputValue()).toMatch(/^\//);
    // What is typed before the dialog has listed the folder that it begins with is overwritten by that.
    const listed = page.locator('.quick-input-list .monaco-list-row');
    await listed.filter({ hasText: 'after' }).waitFor();
    await dialog.fill(`${elsewhere}/`);
    // The button takes what the list shows, which follows what was typed a moment later.
    await listed.filter({ hasText: 'lib' }).waitFor();
    await expect.poll(() => dialog.inputValue()).toBe(`${elsewhere}/`);
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Use Folder' }).click();
    await atToil();
    const settings = JSON.parse(readFileSync(path.join(workspace, '.vscode/settings.json'), 'utf8')) as object;
    expect(settings).toMatchObject({ 'leaklens.source.folders': { '/build/far': elsewhere } });
    // From now on it is found.
    await command('View: Close All Editors');
    await openIt();
    await atToil();
    expect(await page.locator('.notification-toast', { hasText: 'was not found' }).count()).toBe(0);
  });
});

describe('costs behind lines', () => {
  it('are dimmed once the file is newer than the profile', async () => {
    const { page } = opened;
    await openFile(page, 'profiles/after/cpu.pprof');
    await insideWebview(page).getByRole('tablist').waitFor();
    await command('Leak Lens: Toggle Line Decorations');
    await openFile(page, 'pricing/walk.go');
    await expect.poll(title).toBe('walk.go');
    const behind = (): Promise<string[]> =>
      page
        .locator('.editor-instance .view-lines span')
        .evaluateAll((all) =>
          all.map((span) => getComputedStyle(span, '::after').content).filter((text) => text.includes('cum')),
        );
    await expect.poll(async () => (await behind()).length).toBeGreaterThan(2);
    expect((await behind()).some((text) => text.includes('older'))).toBe(false);
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await behind()).every((text) => text.includes('older than this file'))).toBe(true);
    await page.keyboard.press('Control+Z');
    await command('Leak Lens: Toggle Line Decorations');
    await command('Leak Lens: Clear Active Profile');
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
