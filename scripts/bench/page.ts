import { readFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { gunzip } from '../../client/node/gunzip.ts';
import { decodeFile } from '../../client/profiles/decodeFile.ts';
import type { FileContent } from '../../protocol/webview.ts';
import { pack } from '../../test/webview/packedColumns.ts';
import { servePage } from '../../test/webview/pageServer.ts';
import { browserFlags, ensureBrowser } from '../host/browser.mjs';
import { generatedFile, hundredThousand } from './generatedFile.ts';
import { record } from './pageTrace.ts';
import type { ProfileShape } from './profileGenerator.ts';
import { figure } from './target.ts';

/** Half a megabyte of gzip, as a minute of CPU profile of a service has it. */
const half: ProfileShape = { samples: 9_000, stacks: 9_000, functions: 4000, deepest: 84, labelled: false, seed: 3 };

/**
 * Prints what the page of a profile costs in a browser, beside its targets: the processor's time of all threads from its
 * opening to the first picture, and what runs on its main thread while one moves about. Each page is new; the extension's
 * host, which reads the file, has read one before, as in a warm editor. What VS Code itself does to open a tab is not
 * counted.
 */
export async function run(files: readonly string[], log: (line: string) => void = console.log): Promise<void> {
  const server = await servePage({ minify: true });
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] });
  try {
    log('\nThe page, in a browser (processor time)');
    const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
    const url = `${server.url}bench/`;
    const put = (name: string, body: Uint8Array) =>
      fetch(`${url}profiles/${name}`, { method: 'PUT', body: Buffer.from(body) });
    await page.addInitScript(markFirstPicture);
    for (const [i, file] of [generatedFile(half), ...files].entries()) {
      const { content, time } = await readWarm(file);
      await put(`file${i}`, pack(content));
      await openings(page, `${url}?packed&profile=file${i}`, i === 0 ? '0.5 MB of gzip' : file, time, log);
    }
    await put('many', readFileSync(generatedFile(hundredThousand)));
    await moving(page, `${url}?profile=many`, log);
  } finally {
    await browser.close();
    server.close();
  }
}

/** Reads a file as the extension does, again and again; milliseconds of the processor's time. */
async function readWarm(file: string): Promise<{ content: FileContent; time: number }> {
  const bytes = new Uint8Array(readFileSync(file));
  const times: number[] = [];
  for (let round = 0; ; round++) {
    const start = process.cpuUsage();
    const decoded = await decodeFile({ bytes, maxUnpackedBytes: 1 << 30 }, gunzip, () => {});
    const { user, system } = process.cpuUsage(start);
    if (!decoded.ok) throw new Error(decoded.error.message);
    if (round >= 10) times.push((user + system) / 1000);
    if (round === 20) return { content: decoded.value, time: median(times) };
  }
}

/** The browser has opened the same page before, as a warm editor has. */
async function openings(
  page: Page,
  url: string,
  title: string,
  reading: number,
  log: (line: string) => void,
): Promise<void> {
  const works: number[] = [];
  const mains: number[] = [];
  for (let round = 0; round < 7; round++) {
    await page.goto('about:blank');
    const trace = await record(page, async () => {
      await page.goto(url);
      await page.waitForFunction(() => performance.getEntriesByName('first picture').length > 0);
    });
    if (round < 2) continue;
    works.push(trace.workUntil('first picture', 'all'));
    mains.push(trace.workUntil('first picture', 'main'));
  }
  log(`  ${title}: open to first picture`);
  log(figure('all threads', reading + median(works), 'ms', 150));
  log(figure('of these, reading the file', reading, 'ms'));
  log(figure("of these, the page's main thread", median(mains), 'ms'));
}

async function moving(page: Page, url: string, log: (line: string) => void): Promise<void> {
  await page.goto(url);
  const flame = page.getByRole('application');
  await flame.waitFor();
  await flame.click({ position: { x: 400, y: 5 } });
  log('  100k samples: the flame graph');
  const steps: readonly [string, () => Promise<void>][] = [
    ['pointing and scrolling', () => pointAndScroll(page)],
    ['arrow keys', () => repeat(60, () => page.keyboard.press('ArrowDown'))],
    ['zooming in and out', () => repeat(8, (nth) => zoomInAndOut(page, nth))],
  ];
  for (const [name, step] of steps) {
    const trace = await record(page, step);
    const frames = trace.scriptPerFrame();
    log(figure(`${name}: script of a frame, p95`, percentile(frames, 0.95), 'ms', 8));
    log(figure(`${name}: longest task`, trace.longestTask(), 'ms', 300));
  }
  const search = await record(page, async () => {
    await page.locator('.search').first().click();
    await page.keyboard.type('Method7');
    await page.waitForTimeout(500);
  });
  log(figure('search: longest task', search.longestTask(), 'ms', 300));
  const filter = await record(page, async () => {
    await page.locator('.filter-field').first().click();
    await page.keyboard.type('package1');
    await page.keyboard.press('Enter');
    await page.locator('.sentence', { hasText: '1 filter' }).waitFor();
    await nextFrame(page);
  });
  log(figure('filter: longest task', filter.longestTask(), 'ms', 300));
}

async function pointAndScroll(page: Page): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(20 + i * 15, 200 + (i % 20) * 10);
    if (i % 3 === 0) await page.mouse.wheel(0, i % 2 === 0 ? 90 : -60);
    await nextFrame(page);
  }
}

/** Each time into another box: one that was shown before is laid out already. */
async function zoomInAndOut(page: Page, nth: number): Promise<void> {
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await repeat(nth, () => page.keyboard.press('ArrowRight'));
  await page.keyboard.press('Enter');
  await nextFrame(page);
  await page.keyboard.press('Escape');
  await nextFrame(page);
}

const nextFrame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => done())));

async function repeat(times: number, step: (nth: number) => Promise<void>): Promise<void> {
  for (let i = 0; i < times; i++) await step(i);
}

/** Runs in the page: the first text on a canvas is the first that one sees of a flame graph. */
function markFirstPicture(): void {
  const { prototype } = CanvasRenderingContext2D;
  const { fillText } = prototype;
  prototype.fillText = function (...args) {
    performance.mark('first picture');
    prototype.fillText = fillText;
    fillText.apply(this, args);
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const median = (values: readonly number[]): number => percentile(values, 0.5);

if (import.meta.main) await run(process.argv.slice(2));
