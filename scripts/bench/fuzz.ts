// npm run bench:fuzz [-- MUTATIONS [FIRST_SEED]]: damaged profiles and dumps of every form that is read, 100,000 by
// default. Everything is done with them that can be; nothing may throw, and no sum may be wrong. Exit code 1 otherwise,
// with the file and the seed that show it.
import { performance } from 'node:perf_hooks';
import type { Verdict } from '../../test/profile/support/exercise.ts';
import { fuzzed } from '../../test/profile/support/fuzzed.ts';
import { mutate } from '../../test/profile/support/mutate.ts';
import { sampleBytes } from '../../test/profile/support/samples.ts';

const [count = 100_000, first = 1_000_000] = process.argv.slice(2).map(Number);
const each = Math.ceil(count / fuzzed.length);
let failures = 0;
let largest = 0;
for (const { file, exercise, isText } of fuzzed) {
  const bytes = sampleBytes(file);
  const verdicts: Record<Verdict, number> = { refused: 0, read: 0, 'read by both': 0 };
  let slowest = { seed: 0, milliseconds: 0 };
  for (let seed = first; seed < first + each; seed++) {
    const started = performance.now();
    try {
      verdicts[exercise(mutate(bytes, seed, isText))]++;
    } catch (error) {
      failures++;
      if (failures <= 20) console.log(`  ${file}, seed ${seed}: ${(error as Error).stack ?? error}`);
    }
    const milliseconds = performance.now() - started;
    if (milliseconds > slowest.milliseconds) slowest = { seed, milliseconds };
  }
  largest = Math.max(largest, process.memoryUsage().rss);
  const told = Object.entries(verdicts).map(([verdict, n]) => `${n} ${verdict}`);
  console.log(`${file}: ${told.join(', ')}; slowest ${slowest.milliseconds.toFixed(0)} ms (seed ${slowest.seed})`);
}
console.log(`${each * fuzzed.length} mutations, ${failures} failures, at most ${(largest / 1e6).toFixed(0)} MB`);
process.exitCode = failures > 0 ? 1 : 0;
