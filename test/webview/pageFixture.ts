import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { browserFlags, ensureBrowser } from '../../scripts/host/browser.mjs';
import { servePage } from './pageServer.ts';
import type { ThemeName } from './themes.ts';

/** A profile of the demo. */
export const recorded = (name: string, when: 'before' | 'after' | 'repaired' = 'after'): Uint8Array =>
  readFileSync(new URL(`../../demo/profiles/${when}/${name}`, import.meta.url));

/** The page in a browser, anew for each test of the file; a test fails if the page meets a fault of its own. */
export function usePage(profiles: ReadonlyMap<string, Uint8Array>) {
  let server: Server;
  let url: string;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    ({ server, url } = await servePage(profiles));
    browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserFlags] });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  beforeEach(async () => {
    page = await (await browser.newContext({ viewport: { width: 1000, height: 600 } })).newPage();
    faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  });
  afterEach(async () => {
    await page.context().close();
    expect(faults).toEqual([]);
  });
  return {
    get page(): Page {
      return page;
    },
    /** Opens a profile, and a view of it by the name of its tab. */
    open: async (profile: string, view?: string, theme: ThemeName = 'dark'): Promise<void> => {
      await page.goto(`${url}?theme=${theme}&profile=${profile}`);
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
