import { defineConfig } from 'vitest/config';

// The page in a real browser; apart from the unit tests, which need none.
export default defineConfig({
  test: {
    include: ['test/webview/*.browser.test.ts'],
    globalSetup: ['test/webview/browserSetup.ts'],
    // Tests wait for the browser most of the time.
    minWorkers: 2,
    maxWorkers: 2,
    testTimeout: 0,
    hookTimeout: 0,
    // A busy machine is no fault of the page.
    expect: { poll: { timeout: 60_000 } },
  },
});
