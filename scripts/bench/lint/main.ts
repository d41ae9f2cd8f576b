// What a check costs: by step, against the floor, a second time, and beside staticcheck where that is at hand.
// Arguments: folders of Go modules.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { floorOf } from './floor.ts';
import { cpuOf, staticcheck, within } from './processes.ts';
import { type Costly, keepMost, walkThrough } from './steps.ts';
import { treesToMeasure } from './trees.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = path.join(root, 'dist/leaklens.js');

const over = (a: number | undefined, b: number | undefined): string =>
  a === undefined || b === undefined ? 'not measured' : `${(a / b).toFixed(2)}x`;
const seconds = (s: number | undefined): string => (s === undefined ? '' : `${s.toFixed(2)} s`);

async function measure(module: string, slowest: Costly[]): Promise<void> {
  const { lines, files, findings, spent, slowest: own } = await walkThrough(module);
  slowest.push(...own);
  console.log(`\nLint ${module}: ${lines.toLocaleString('en')} lines in ${files} files, ${findings} findings`);
  for (const [step, ms] of spent)
    console.log(`  ${step.padEnd(18)} ${((1000 * ms) / lines).toFixed(2).padStart(6)} ms per thousand lines`);
  // Once to warm the code up, once to count.
  await floorOf(module);
  const floor = await floorOf(module);
  console.log(`  floor              ${seconds(floor)} of CPU (read, scan, parse candidates, walk once)`);
  if (!existsSync(program)) return console.log('  no dist/leaklens.js to measure: npm run build');
  within((cache) => {
    const check = (...more: string[]): number | undefined =>
      cpuOf([process.execPath, program, 'check', ...more, './...'], module, { XDG_CACHE_HOME: cache });
    const first = check('--no-cache', '--jobs=1');
    check();
    const second = check();
    console.log(`  first run          ${seconds(first)}: ${over(first, floor)} of the floor`);
    console.log(`  second run         ${seconds(second)}: ${over(second, floor)} of the floor`);
    const other = existsSync(path.join(module, 'go.mod')) ? staticcheck(module) : undefined;
    if (!other) return console.log('  staticcheck        not at hand');
    console.log(`  staticcheck        ${over(other.cold, first)} of the first run when cold (${seconds(other.cold)})`);
    console.log(
      `                     ${over(other.compiled, first)} with dependencies compiled (${seconds(other.compiled)})`,
    );
    console.log(
      `                     ${over(second, other.again)} of its second run (${seconds(other.again)}) takes ours`,
    );
  });
}

const slowest: Costly[] = [];
const folders = process.argv.slice(2);
const scratch = path.join(root, '.cache', 'bench');
for (const module of treesToMeasure(folders, path.join(root, 'demo'), scratch)) await measure(module, slowest);
keepMost(slowest, 20);
console.log('\nThe twenty functions that took most:');
for (const { where, of } of slowest) console.log(`  ${where}: ${of}`);
console.log(`\nPeak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
