// The suites of `npm test`, in the order in which a fault is cheapest to find.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cache, inRoot, run } from './project.mjs';

/** A tool that passes or fails as a whole counts as one. */
const whole = (name, args) => ({
  name,
  run: async (env) => {
    const { code } = await run(
      env.NODE,
      args.map((a, i) => (i === 0 ? inRoot(a) : a)),
      { env },
    );
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  },
});

/** vitest over one folder of tests, counted by its JSON report. */
const vitest = (name, ...args) => ({
  name,
  run: async (env) => {
    const report = path.join(cache, `report-${name}.json`);
    mkdirSync(cache, { recursive: true });
    rmSync(report, { force: true });
    const { code } = await run(
      env.NODE,
      [
        inRoot('node_modules/vitest/vitest.mjs'),
        'run',
        ...args,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      { env },
    );
    if (!existsSync(report)) return { passed: 0, failed: 1 };
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = Math.max(numFailedTests, code === 0 ? 0 : Math.max(1, numFailedTestSuites));
    return { passed: numPassedTests, failed };
  },
});

export const suites = [
  whole('typecheck', ['node_modules/typescript/bin/tsc', '-b']),
  whole('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
  vitest('unit'),
  vitest('webview', '--config', 'test/webview/vitest.config.mjs'),
];
