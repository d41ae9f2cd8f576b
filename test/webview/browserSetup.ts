import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { browserFlags, ensureBrowser } from '../../scripts/host/browser.mjs';
import { servePage } from './pageServer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the page is served, and where its browser can be reached: one of each for all files of tests. */
    page: { readonly url: string; readonly browser: string };
  }
}

/** Builds the page and starts a browser before the first test, and ends both after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server, browser] = await Promise.all([
    servePage(),
    chromium.launchServer({ executablePath: ensureBrowser(), args: [...browserFlags] }),
  ]);
  project.provide('page', { url: server.url, browser: browser.wsEndpoint() });
  return async () => {
    await browser.close();
    server.close();
  };
}
