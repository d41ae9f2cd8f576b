// Reads VS Code's own keybindings out of a real window, once as each system: node test/client/keybindings/make.mjs.
// Kept as commands by key, a key a line. The web's workbench leaves some keys to the browser (Ctrl+N, Ctrl+W …) that
// desktops bind: the test names them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from '../../../scripts/host/browser.mjs';
import { installCodeServer, makeProfile, startCodeServer } from '../../../scripts/host/codeServer.mjs';
import { makeWorkspace, resultsFolder } from '../../../scripts/host/runInHost.mjs';

/** What a browser says of itself on each. */
const systems = {
  linux: ['X11; Linux x86_64', 'Linux x86_64'],
  mac: ['Macintosh; Intel Mac OS X 10_15_7', 'MacIntel'],
  windows: ['Windows NT 10.0; Win64; x64', 'Win32'],
};

const env = { ...process.env, NODE: process.execPath };
await installCodeServer(env);
const folder = resultsFolder('keybindings');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const workspace = makeWorkspace(folder);
const server = await startCodeServer(env, makeProfile(folder, { 'editor.accessibilitySupport': 'off' }));
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
try {
  for (const [name, [system, platform]] of Object.entries(systems)) {
    const bindings = await readAs(system, platform);
    const file = path.join(import.meta.dirname, `${name}.json`);
    writeFileSync(file, asText(bindings));
    console.log(`${path.relative('.', file)}: ${bindings.length}`);
  }
} finally {
  await browser.close();
  await server.stop();
}

async function readAs(system, platform) {
  const context = await browser.newContext({
    userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.addInitScript((value) => Object.defineProperty(navigator, 'platform', { get: () => value }), platform);
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input').first();
  await input.fill('>Preferences: Open Default Keyboard Shortcuts (JSON)');
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  const text = page.locator('.editor-instance .view-lines').first();
  await text.locator('.view-line').nth(5).waitFor();
  await text.click();
  await page.keyboard.press(system.startsWith('Mac') ? 'Meta+A' : 'Control+A');
  // The browser itself copies, whatever system the workbench takes it for.
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press('Control+C');
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== '');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await context.close();
  // The list ends before the commands that have no key.
  const list = copied.slice(copied.indexOf('['), copied.indexOf('\n]') + 2).replaceAll('\r', '');
  return JSON.parse(list.replaceAll(/^\s*\/\/.*$/gm, ''));
}

function asText(bindings) {
  const byKey = Map.groupBy(bindings, ({ key }) => key);
  const lines = [...byKey.keys()].sort().map((key) => {
    const commands = [...new Set(byKey.get(key).map(({ command }) => command))].sort();
    return `  ${JSON.stringify(key)}: ${JSON.stringify(commands)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
