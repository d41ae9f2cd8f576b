// npm run <task>: installs what is missing, then runs the task with a Node that its tools accept.
import { prepare } from './lib/install.mjs';
import { inRoot, run } from './lib/project.mjs';

const tool = (name, ...args) => [inRoot('node_modules', name), ...args];
const own = (file) => [inRoot('scripts', file)];
const tasks = {
  build: own('build.mjs'),
  typecheck: tool('typescript/bin/tsc', '-b'),
  lint: tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  generate: own('generate.mjs'),
  unit: tool('vitest/vitest.mjs', 'run'),
  bench: own('bench.mjs'),
  'bench:detect': own('bench/detect.mjs'),
  'bench:exact': ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', ...own('bench/exact.ts')],
  'bench:fuzz': ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', ...own('bench/fuzz.ts')],
  package: own('package.mjs'),
  'new-rule': own('newRule.mjs'),
  screenshots: own('screenshots.mjs'),
};

const [name = '', ...rest] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  console.error(`No task "${name}". There are: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
try {
  const env = await prepare();
  process.exitCode = (await run(env.NODE, [...task, ...rest], { env })).code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
