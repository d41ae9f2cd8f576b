import { defineConfig } from 'vitest/config';

// `npm start` as a program, with a stand-in for the desktop's `code`, and with a real VS Code in the browser.
export default defineConfig({ test: { include: ['test/e2e/start/*.test.ts'], testTimeout: 0, hookTimeout: 0 } });
