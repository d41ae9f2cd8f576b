// The suites of `npm test`, in the order in which a fault is cheapest to find.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
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

/** The packaged extension, made once for all suites that install it. */
let packaged;
const vsix = (env) => {
  packaged ??= import('../package.mjs').then(({ makePackage }) => makePackage(env)).then(({ path: file }) => file);
  return packaged;
};

/** Inside the extension host of a real VS Code. */
const host = {
  name: 'host-node',
  run: async (env) => {
    const file = await vsix(env);
    // Needs a newer Node than the one that this script may run with.
    const program = `
      import { writeFileSync } from 'node:fs';
      import { runInHost } from ${JSON.stringify(pathToFileURL(inRoot('scripts/host/runInHost.mjs')).href)};
      const result = await runInHost({ ...process.env }, ${JSON.stringify(file)});
      writeFileSync(process.argv[1], JSON.stringify(result));
      process.exit();`;
    const report = path.join(cache, 'report-host-node.json');
    rmSync(report, { force: true });
    await run(env.NODE, ['--input-type=module', '--eval', program, report], { env });
    return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 1 };
  },
};

/** The window of a real VS Code. */
const inWindow = {
  name: 'window',
  run: async (env) => {
    const LEAKLENS_VSIX = await vsix(env);
    return vitest('window', '--config', 'test/e2e/window/vitest.config.mjs').run({ ...env, LEAKLENS_VSIX });
  },
};

export const suites = [
  whole('typecheck', ['node_modules/typescript/bin/tsc', '-b']),
  whole('generated', ['scripts/generate.mjs', '--check']),
  whole('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
  vitest('unit'),
  vitest('webview', '--config', 'test/webview/vitest.config.mjs'),
  host,
  inWindow,
  vitest('start', '--config', 'test/e2e/start/vitest.config.mjs'),
];
