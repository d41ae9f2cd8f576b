// Runs test/e2e/host inside the extension host of a real VS Code, with the packaged extension installed.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import { cache, inRoot } from '../lib/project.mjs';
import { browserFlags, ensureBrowser } from './browser.mjs';
import { installCodeServer, installExtension, makeProfile, startCodeServer } from './codeServer.mjs';

/** What the tests print begins with it. */
const marker = 'leaklens-tests:';

/** Where the results of a run are, and its screenshots. */
export const resultsFolder = (name) => path.join(cache, 'e2e', name);

/** A copy of demo/ that a test may write to. */
export function makeWorkspace(folder) {
  const workspace = path.join(folder, 'demo');
  cpSync(inRoot('demo'), workspace, { recursive: true });
  return workspace;
}

/** @returns {Promise<{passed: number, failed: number}>} */
export async function runInHost(env, vsix) {
  // An exit ends the server with all that it started; a signal alone would not.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  await installCodeServer(env);
  const folder = resultsFolder('host-node');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const workspace = makeWorkspace(folder);
  const tests = await bundleTests(folder);
  const profile = makeProfile(folder);
  await installExtension(env, profile, vsix);
  const server = await startCodeServer(env, profile, { smokeTest: true });
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    const { code, lines } = await untilExit(page, addressOf(server, workspace, tests));
    if (code !== 0) await page.screenshot({ path: path.join(folder, 'failed.png') });
    return report(lines, code, server, folder);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** A development extension that holds nothing but the tests; the extension itself is the installed one. */
async function bundleTests(folder) {
  const tests = path.join(folder, 'tests');
  mkdirSync(tests, { recursive: true });
  const manifest = {
    name: 'tests',
    publisher: 'leak-lens-tests',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    main: './suite.js',
  };
  writeFileSync(path.join(tests, 'package.json'), JSON.stringify(manifest));
  await esbuild.build({
    entryPoints: [inRoot('test/e2e/host/suite.ts')],
    outfile: path.join(tests, 'suite.js'),
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
    // mocha's browser build would take over the bundle's own exports.
    define: { exports: 'undefined', module: 'undefined' },
    logLevel: 'silent',
  });
  return tests;
}

function addressOf(server, workspace, tests) {
  const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(tests)],
    ['extensionTestsPath', remote(path.join(tests, 'suite.js'))],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `${server.url}/?${query}`;
}

/** The page calls two functions of the driver: for what the extension host prints, and when the tests are done. */
async function untilExit(page, url) {
  const lines = [];
  let done;
  const exited = new Promise((resolve) => {
    done = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (_type, args) => {
    const line = args.map(String).join(' ');
    lines.push(line);
    // At once, so that a test that hangs is the one after the last that is told.
    const at = line.indexOf(marker);
    if (at >= 0 && !line.startsWith('{', at + marker.length)) console.log(`  ${line.slice(at + marker.length)}`);
  });
  await page.exposeFunction('codeAutomationExit', (code) => done(code));
  await page.goto(url);
  return { code: await exited, lines };
}

function report(lines, code, server, folder) {
  const told = lines
    .filter((line) => line.includes(marker))
    .map((line) => line.slice(line.indexOf(marker) + marker.length));
  const counts = told.findLast((l) => l.startsWith('{'));
  if (!counts || code !== 0) {
    console.log(`  The window as it was: ${path.relative(inRoot(), path.join(folder, 'failed.png'))}`);
    for (const line of [...lines.filter((l) => !l.includes(marker)), ...server.log].slice(-30))
      console.log(`  | ${line}`);
  }
  return counts ? JSON.parse(counts) : { passed: 0, failed: 1 };
}
