import { afterAll, beforeAll, expect, it } from 'vitest';
import { insideWebview, type OpenWindow, openFile, openWindow } from '../../../scripts/host/window.mjs';

let opened: OpenWindow;

beforeAll(async () => {
  const vsix = process.env['LEAKLENS_VSIX'];
  if (!vsix) throw new Error('LEAKLENS_VSIX names no package: run npm test -- --only=window');
  // The extension host in a worker, as in a browser without a machine behind it.
  const settings = { 'remote.extensionKind': { 'leak-lens.leak-lens': ['web'] } };
  opened = await openWindow({ ...process.env, NODE: process.execPath }, 'window-web', vsix, settings);
});
afterAll(() => opened?.close());

it('finds leaks in a worker, and reads files through the editor', async () => {
  const { page } = opened;
  await openFile(page, 'leaky/cancel_discarded.go');
  await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
});

it('shows a profile', async () => {
  const { page } = opened;
  await openFile(page, 'profiles/after/cpu.pprof');
  await insideWebview(page).getByRole('application').waitFor();
  await expect.poll(() => page.locator('.statusbar-item', { hasText: 'cpu.pprof' }).count()).toBe(1);
});
