// npm run screenshots: takes the README's pictures from the real window, and the same in four themes to be looked at.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { insideWebview, openFile, openWindow } from './host/window.mjs';
import { cache, inRoot } from './lib/project.mjs';
import { makePackage } from './package.mjs';

const themes = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'contrast-dark': 'Default High Contrast',
  'contrast-light': 'Default High Contrast Light',
};
/** What the README shows. */
const shown = ['finding-dark', 'flame-dark'];

const env = { ...process.env, NODE: process.execPath };
const { path: vsix } = await makePackage(env);
const folder = path.join(cache, 'screenshots');
mkdirSync(folder, { recursive: true });
mkdirSync(inRoot('docs/images'), { recursive: true });

for (const [name, theme] of Object.entries(themes)) {
  const settings = { 'workbench.colorTheme': theme, 'window.commandCenter': false };
  const { page, close } = await openWindow(env, `screenshots-${name}`, vsix, settings, { width: 1200, height: 680 });
  const take = async (what) => {
    const file = path.join(folder, `${what}-${name}.png`);
    await page.screenshot({ path: file });
    if (shown.includes(`${what}-${name}`)) copyFileSync(file, inRoot(`docs/images/${what}.png`));
    console.log(path.relative(inRoot(), file));
  };
  try {
    await openFile(page, 'leaky/cancel_early_return.go');
    await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
    await page.keyboard.press('F8');
    await page.locator('.marker-widget').first().waitFor();
    await take('finding');
    await page.keyboard.press('Escape');
    await openFile(page, 'profiles/after/cpu.pprof');
    const flame = insideWebview(page).getByRole('application');
    await flame.waitFor();
    await flame.hover({ position: { x: 300, y: 290 } });
    await insideWebview(page).locator('.hover-card').waitFor();
    await take('flame');
    await insideWebview(page).getByRole('tab', { name: 'Table' }).click();
    await insideWebview(page).locator('[aria-rowindex="2"]').click();
    await take('table');
    await page.keyboard.press('Enter');
    await page.locator('.codelens-decoration a', { hasText: 'cum ' }).first().waitFor();
    await take('lenses');
  } finally {
    await close();
  }
}
process.exit();
