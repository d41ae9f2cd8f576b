import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Profile as OtherProfile } from 'pprof-format';
import { callTree } from '../../profile/callTree.ts';
import { decodeProfile } from '../../profile/decode.ts';
import { flameRows } from '../../profile/flameRows.ts';
import { readGoroutineDump } from '../../profile/goroutines/dump.ts';
import { gzipSizeHint } from '../../profile/sniff.ts';
import { topTable } from '../../profile/top.ts';
import { openView, type View } from '../../profile/view.ts';
import { generateDump } from './dumpGenerator.ts';
import { filterTimes } from './filters.ts';
import { generatedFile, hundredThousand } from './generatedFile.ts';
import { logGo, logMemory } from './outside.ts';
import type { ProfileShape } from './profileGenerator.ts';
import { figure, figureAtLeast } from './target.ts';

export interface ProfileBenchOptions {
  /** Also 120 MB raw, a million samples. */
  readonly large?: boolean;
  /** Read the large one with pprof-format and `go tool pprof` too: it takes a minute. */
  readonly largeOther?: boolean;
  /** Real profiles to measure beside the generated ones. */
  readonly files?: readonly string[];
  readonly log?: (line: string) => void;
}

/** A million samples on 79,000 stacks, as a heap profile with sizes as labels has them. */
const large: ProfileShape = {
  samples: 1_000_000,
  stacks: 79_000,
  functions: 4000,
  deepest: 66,
  labelled: true,
  seed: 2,
};

/**
 * Prints what reading and viewing profiles costs, beside what their bytes cost at least: unpacking them and looking at
 * each once. All figures of a line are medians of one run.
 */
export async function run(options: ProfileBenchOptions = {}): Promise<void> {
  const log = options.log ?? console.log;
  log('profile (milliseconds, medians)');
  for (const file of options.files ?? []) measure(file, file, 9, true, log);
  measure('100k samples', generatedFile(hundredThousand), 9, true, log);
  if (options.large) measure('1M samples', generatedFile(large), 5, options.largeOther === true, log);
  measureDump(log);
}

function measure(title: string, file: string, rounds: number, withOther: boolean, log: (line: string) => void): void {
  const packed = readFileSync(file);
  const times = new Times();
  for (let round = 0; round < rounds; round++)
    measureOnce(packed, withOther && (round < 1 || packed.length < 1e7), times);
  const raw = unpack(packed).length;
  const least = times.median('gunzip') + times.median('one pass');
  const picture = times.median('view') + times.median('tree') + times.median('rows');
  const opened = times.median('gunzip') + times.median('decode') + picture;
  log(`  ${title}: ${(packed.length / 1e6).toFixed(1)} MB packed, ${(raw / 1e6).toFixed(1)} MB raw`);
  log(`    ${times.summary()}`);
  log(figure('decode / (gunzip + one pass)', times.median('decode') / least, 'x', 2));
  log(figure('from decoded to the first picture', picture, 'ms', 3000));
  logFilters(unpack(packed), Math.min(rounds, 5), log);
  // Of less than that, a process of its own needs more for its own code.
  if (raw > 1e7) logMemory(file, log);
  if (!withOther) return;
  log(figureAtLeast('pprof-format decode / ours', times.median('pprof-format') / times.median('decode'), 'x', 20));
  logGo(file, opened, log);
}

/** From a filter to the picture; the budget is 300 ms at 100k samples. */
function logFilters(bytes: Uint8Array, rounds: number, log: (line: string) => void): void {
  const times = [...filterTimes(orThrow(decodeProfile(bytes)), rounds)];
  log(`    filter to picture: ${times.map(([name, time]) => `${name} ${time.toFixed(0)}`).join(', ')}`);
  const [name, worst] = times.reduce((most, each) => (each[1] > most[1] ? each : most));
  log(figure(`the slowest filter, ${name}`, worst, 'ms', 300));
}

function measureOnce(packed: Uint8Array, withOther: boolean, times: Times): void {
  const bytes = times.measure('gunzip', () => unpack(packed));
  times.measure('one pass', () => onePass(bytes));
  const profile = times.measure('decode', () => orThrow(decodeProfile(bytes)));
  const type = profile.header.defaultSampleType;
  const view = times.measure('view', () => orThrow(openView(profile, {})));
  times.measure('top', () => topTable(view, type));
  const tree = times.measure('tree', () => treeOf(view, type));
  times.measure('rows', () => flameRows(tree));
  if (withOther) times.measure('pprof-format', () => OtherProfile.decode(bytes));
}

function treeOf(view: View, type: number): ReturnType<typeof callTree> {
  return callTree(view, { direction: 'callees', weights: view.weights[type]!, minShare: 1 / 4096 });
}

function measureDump(log: (line: string) => void): void {
  const bytes = generateDump(100_000, 1);
  const times = new Times();
  for (let round = 0; round < 5; round++) times.measure('read and group', () => orThrow(readGoroutineDump(bytes)));
  log(`  goroutine dump: 100k goroutines, ${(bytes.length / 1e6).toFixed(1)} MB`);
  log(figure('read and group', times.median('read and group'), 'ms', 2000));
}

function unpack(packed: Uint8Array): Uint8Array {
  return gunzipSync(packed, { chunkSize: gzipSizeHint(packed) + 1 });
}

function onePass(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum = (sum + bytes[i]!) | 0;
  return sum;
}

function orThrow<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

class Times {
  readonly #times = new Map<string, number[]>();

  measure<T>(name: string, work: () => T): T {
    const start = performance.now();
    const result = work();
    const times = this.#times.get(name) ?? [];
    this.#times.set(name, times);
    times.push(performance.now() - start);
    return result;
  }

  median(name: string): number {
    const times = [...(this.#times.get(name) ?? [])].sort((left, right) => left - right);
    return times[Math.floor(times.length / 2)] ?? 0;
  }

  summary(): string {
    return Array.from(this.#times.keys(), (name) => `${name} ${this.median(name).toFixed(0)}`).join(', ');
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { small: { type: 'boolean' }, 'large-other': { type: 'boolean' } },
    allowPositionals: true,
  });
  await run({ large: !values.small, largeOther: values['large-other'] === true, files: positionals });
}
