import { defineConfig } from 'vitest/config';

// The window of a real VS Code, driven like a person does.
export default defineConfig({
  test: {
    include: ['test/e2e/window/*.test.ts'],
    testTimeout: 0,
    hookTimeout: 0,
    expect: { poll: { timeout: 120_000 } },
  },
});
