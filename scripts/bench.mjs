// npm run bench [-- FOLDER…]: profiles and their page beside their targets, lint over modules, typing, activation, sizes.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { activationTimes } from './bench/activation.mjs';
import { inRoot, run } from './lib/project.mjs';
import { makePackage } from './package.mjs';

const env = { ...process.env, NODE: process.execPath };
const quiet = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--expose-gc'];
let worst = 0;
const real = inRoot('demo/profiles/after/cpu.pprof');
const profiles = [
  ['profile.ts', '--large-other', real],
  ['page.ts', real],
];
for (const args of [...profiles, ['lint/main.ts', ...process.argv.slice(2)], ['typing.ts', '200']]) {
  const [file, ...rest] = args;
  const { code } = await run(process.execPath, [...quiet, inRoot('scripts/bench', file), ...rest], { env });
  worst = Math.max(worst, code);
}
const { path: vsix } = await makePackage(env);
console.log('\nSizes:');
const kilobytes = (path) => `${(statSync(path).size / 1024).toFixed(0).padStart(6)} KB`;
for (const name of readdirSync(inRoot('dist')).filter((n) => /\.(js|css|wasm)$/.test(n)))
  console.log(`  ${kilobytes(inRoot('dist', name))}  ${name}`);
if (existsSync(vsix)) console.log(`  ${kilobytes(vsix)}  the package`);
console.log('\nActivation, as VS Code tells it:');
for (const [what, time] of Object.entries(await activationTimes(env, vsix)))
  console.log(`  ${time.toFixed(0).padStart(6)} ms  on opening ${what}`);
process.exit(worst);
