// npm start: installs, builds, prints what the checker finds in demo/, and opens demo/ in VS Code with the extension.
// --headless stops after a look at the window; --port N chooses the port.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from './lib/install.mjs';
import { cache, inRoot, run } from './lib/project.mjs';

const demo = inRoot('demo');

async function main() {
  const { values } = parseArgs({
    options: { headless: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
  });
  const env = await prepare();
  await step(env, 'Building …', [inRoot('scripts/package.mjs')]);
  await showFindings(env);
  const { vsixPath } = await import('./package.mjs');
  const desktop = values.headless ? undefined : desktopCode();
  if (desktop) await openDesktop(desktop, env);
  else await serve(env, vsixPath, { headless: values.headless, port: Number(values.port) });
}

async function step(env, title, args) {
  console.error(title);
  const { code, output } = await run(env.NODE, args, { env, quiet: true });
  if (code !== 0) throw new Error(output);
}

async function showFindings(env) {
  console.log('\nWhat leaklens check finds in demo/:\n');
  // It fails when there are findings, as it should here.
  const { code } = await run(env.NODE, [inRoot('dist/leaklens.js'), 'check', './...'], { env, cwd: demo });
  if (code > 1) throw new Error('The checker failed: see above.');
  console.log('');
}

/** The desktop's `code`, where there is a display to show it on. */
function desktopCode() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders', 'codium'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}

async function openDesktop(code, env) {
  console.log(`Opening demo/ in ${path.basename(code)}, in a window with this extension and settings of its own.`);
  const profile = path.join(cache, 'desktop');
  mkdirSync(profile, { recursive: true });
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${inRoot()}`, `--user-data-dir=${profile}`, demo];
  await run(code, args, { env });
}

async function serve(env, vsix, { headless, port }) {
  const host = await import('./host/codeServer.mjs');
  await host.installCodeServer(env);
  if (port) await host.freePort(port);
  const folder = path.join(cache, headless ? 'start-headless' : 'start');
  if (headless) rmSync(folder, { recursive: true, force: true });
  const profile = host.makeProfile(folder);
  await host.installExtension(env, profile, vsix);
  const server = await host.startCodeServer(env, profile, { port });
  const url = `${server.url}/?folder=${encodeURIComponent(demo)}`;
  const stopOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const stopped = new Promise((resolve) => {
    for (const signal of stopOn) process.once(signal, resolve);
  });
  try {
    console.log(`VS Code with Leak Lens: ${url}`);
    if (headless) {
      await lookAt(url);
      return;
    }
    console.log('Open leaky/ for findings, or profiles/after/heap.pprof. Ctrl-C stops it.');
    await Promise.race([stopped, server.ended]);
  } finally {
    await server.stop();
    console.log('Stopped.');
  }
}

/** Whether the window comes up, and a finding in it. */
async function lookAt(url) {
  const { browserFlags, ensureBrowser } = await import('./host/browser.mjs');
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: ensureBrowser(console.error), args: browserFlags });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(180_000);
    await page.goto(url);
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').fill('leaky/cancel_discarded.go');
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
    console.log('The window came up, and the extension marks a leak in it.');
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
// Listeners of a stopped server must not keep the terminal waiting.
process.exit();
