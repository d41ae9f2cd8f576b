import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import type { ThemeName } from './themes.ts';

/** Bytes of a file below the repository's root. */
export const bytesAt = (path: string): Uint8Array => readFileSync(new URL(`../../${path}`, import.meta.url));

/** A profile of the demo. */
export const recorded = (name: string, when: 'before' | 'after' | 'repaired' = 'after'): Uint8Array =>
  bytesAt(`demo/profiles/${when}/${name}`);

/**
 * The page in a browser; a test fails if the page meets a fault of its own. The tests of a file share a tab, because a new
 * one costs more than most tests: each begins with an empty one that remembers nothing.
 */
export function usePage(profiles: ReadonlyMap<string, Uint8Array>, height = 600) {
  const shared = inject('page');
  const folder = `${shared.url}${crypto.randomUUID()}/`;
  let browser: Browser;
  let page: Page;
  let faults: string[] = [];
  const newPage = async (): Promise<void> => {
    page = await (await browser.newContext()).newPage();
    watchFaults();
  };
  const watchFaults = (): void => {
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  };
  beforeAll(async () => {
    const puts = [...profiles].map(([name, body]) =>
      fetch(`${folder}profiles/${encodeURIComponent(name)}`, { method: 'PUT', body: Buffer.from(body) }),
    );
    [browser] = await Promise.all([chromium.connect(shared.browser), ...puts]);
    await newPage();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    await page.setViewportSize({ width: 1000, height });
    await page.emulateMedia({ reducedMotion: null, forcedColors: null, colorScheme: null });
    faults = [];
  });
  afterEach(async ({ task }) => {
    const met = faults;
    if (task.result?.state === 'fail') {
      // Whatever state it was left in.
      await page.context().close();
      await newPage();
    } else await forget(page, watchFaults);
    expect(met).toEqual([]);
  });
  return {
    get page(): Page {
      return page;
    },
    /** Opens a profile, and a view of it by the name of its tab; further query, as `&base=NAME`, may follow its name. */
    open: async (profile: string, view?: string, theme: ThemeName = 'dark'): Promise<void> => {
      await page.goto(`${folder}?theme=${theme}&profile=${profile}`);
      if (view !== undefined) await page.getByRole('tab', { name: view, exact: true }).click();
    },
    /** What the page asked of the extension. */
    calls: (method: string): Promise<unknown[]> =>
      page.evaluate((m) => window.stub.calls.filter((c) => c.method === m).map((c) => c.params), method),
    /** Barriers that axe finds. */
    barriers: async (): Promise<string[]> => {
      await page.addScriptTag({ url: '/axe.js' });
      return page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
      });
    },
  };
}

/** Makes a tab as good as new: no state, no routes, no listeners but our own, the pointer outside. */
async function forget(page: Page, watchFaults: () => void): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  page.removeAllListeners();
  watchFaults();
  await page.mouse.move(-1, -1);
  await page.evaluate(() => {
    window.name = '';
  });
  await page.goto('about:blank');
}
