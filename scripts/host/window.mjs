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

const rows = '.quick-input-list .monaco-list-row';

/** Opens a file of the workspace by its name, as Ctrl+P does. The list begins with what was open last. */
export const openFile = (page, name) =>
  pick(page, 'Control+P', name, page.locator(`${rows}.focused`).filter({ hasText: name.split('/').pop() }));

/** Runs a command of the palette. Which of similar names is marked is the palette's choice: the label has to begin so. */
export const runCommand = (page, name) => pick(page, 'F1', `>${name}`, page.locator(`${rows}[aria-label^="${name}"]`));

/**
 * Types into the quick input that a key opens, and clicks the row. What takes the focus in between closes the input, as an
 * editor does that comes up late: then it is opened again.
 */
async function pick(page, key, typed, row) {
  const input = page.locator('.quick-input-widget input').first();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press(key);
    try {
      await input.fill(typed, { timeout: patience });
      return await row.first().click({ timeout: patience });
    } catch (error) {
      if (attempt === attempts) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Milliseconds after which the input is opened once more, and how often. */
const patience = 15_000;
const attempts = 10;

/** The inside of the webview that is shown. */
export const insideWebview = (page) =>
  page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
