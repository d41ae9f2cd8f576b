import { defineConfig } from 'vitest/config';

// The page in a real browser; apart from the unit tests, which need none.
export default defineConfig({
  test: {
    include: ['test/webview/*.browser.test.ts'],
    testTimeout: 0,
    hookTimeout: 0,
  },
});
