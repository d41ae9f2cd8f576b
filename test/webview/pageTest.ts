import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { browserFlags, ensureBrowser } from '../../scripts/host/browser.mjs';
import { servePage } from './pageServer.ts';
import type { ThemeName } from './themes.ts';

/** The page of a profile in a real browser, anew for each test of a file. */
export interface PageTest {
  readonly page: Page;
  /** Opens a profile; `more` is further query, such as `&base=NAME`. */
  open(profile: string, theme?: ThemeName, more?: string): Promise<void>;
  /** What the page called the extension for, by method. */
  calls(method: string): Promise<unknown[]>;
  /** What axe-core finds wrong. */
  barriers(): Promise<string[]>;
}

/** Bytes of a file below the repository's root. */
export const bytesAt = (path: string): Uint8Array => readFileSync(new URL(`../../${path}`, import.meta.url));

/** Sets a file of tests up; a fault in the page's console fails its test. */
export function pageTest(profiles: () => ReadonlyMap<string, Uint8Array>): PageTest {
  let server: Server;
  let url: string;
  let browser: Browser;
  let page: Page;
  let faults: string[] = [];
  beforeAll(async () => {
    ({ server, url } = await servePage(profiles()));
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
    get page() {
      return page;
    },
    open: async (profile, theme = 'dark', more = '') => {
      await page.goto(`${url}?theme=${theme}&profile=${profile}${more}`);
    },
    calls: (method) =>
      page.evaluate((m) => window.stub.calls.filter((c) => c.method === m).map((c) => c.params), method),
    barriers: async () => {
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
