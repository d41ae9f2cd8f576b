// npm run bench:exact [-- PROGRAMS [FIRST_SEED]]: is the model right? Random small Go programs go through parser, lowering
// and model, and the verdict is compared with that of the reference interpreter (test/model/exact): which lines park a
// goroutine for ever on some run. 30,000 programs by default. Exit code 1 when they disagree about one.
import { performance } from 'node:perf_hooks';
import { disagreement } from '../../test/model/exact/compare.ts';
import { packagesOf } from '../../test/rules/harness.ts';

const [count = 30_000, first = 1_000_000] = process.argv.slice(2).map(Number);
const total = { compared: 0, parks: 0, told: 0, wrong: 0 };
const started = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const { wrong, isCompared, parks, isTold, text } = await disagreement(seed, packagesOf);
  if (isCompared) total.compared++;
  if (parks) total.parks++;
  if (parks && isTold) total.told++;
  if (wrong !== undefined) {
    total.wrong++;
    console.log(`seed ${seed}: ${wrong}\n${text}`);
  }
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${total.compared} of ${count} programs compared in ${seconds} s (the others are too large), ${total.wrong} disagreements`,
);
console.log(`${total.parks} park a goroutine for ever on some run; of these ${total.told} are told to the user`);
process.exitCode = total.wrong > 0 || total.compared === 0 ? 1 : 0;
