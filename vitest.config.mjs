import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/**/*.browser.test.ts', 'node_modules/**'],
    // Time limits do not belong in tests: a hang is ended by CI.
    testTimeout: 0,
    hookTimeout: 0,
  },
});
