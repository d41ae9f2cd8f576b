// A window of a real VS Code in Chromium, with the packaged extension installed and a copy of demo/ open.
import { mkdirSync, rmSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from './browser.mjs';
import { installCodeServer, installExtension, makeProfile, startCodeServer } from './codeServer.mjs';
import { makeWorkspace, resultsFolder } from './runInHost.mjs';

/** Opens a window; `settings` are the user's. Everything ends with `close`. */
export async function openWindow(env, name, vsix, settings = {}, viewport = { width: 1280, height: 800 }) {
  await installCodeServer(env);
  const folder = resultsFolder(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const workspace = makeWorkspace(folder);
  const profile = makeProfile(folder, settings);
  await installExtension(env, profile, vsix);
  const server = await startCodeServer(env, profile);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(180_000);
  await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  return {
    page,
    folder,
    workspace,
    log: server.log,
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** Opens a file of the workspace by its name, as Ctrl+P does. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(name);
  // The list begins with what was open last: Enter takes the row that is marked, so that this has to be the one.
  await page
    .locator('.quick-input-list .monaco-list-row.focused')
    .filter({ hasText: name.split('/').pop() })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
}

/** The inside of the webview that is shown. */
export const insideWebview = (page) =>
  page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
