import { Session } from 'node:inspector/promises';
import { nodeHost } from '../../../cli/nodeHost.ts';
import { costOf } from '../../../server/engine/budget.ts';
import type { FunctionUnit } from '../../../server/engine/package/view.ts';
import { defaultSettings } from '../../../server/engine/settings.ts';
import { Checker } from '../../../server/engine/workspace/checker.ts';
import { packageFolders } from '../../../server/engine/workspace/folders.ts';
import { readFolder } from '../../../server/engine/workspace/reader.ts';
import { SurroundingsFinder } from '../../../server/engine/workspace/surroundings.ts';
import { analyser, knowledge, parser } from './engine.ts';

export interface Costly {
  readonly where: string;
  readonly steps: number;
  readonly of: string;
}

export interface Walked {
  readonly lines: number;
  readonly files: number;
  readonly findings: number;
  /** CPU milliseconds of this thread by step. */
  readonly spent: ReadonlyMap<string, number>;
  /** The functions that took most, the most first. */
  readonly slowest: readonly Costly[];
}

/** Checks a module in this process, under the profiler, and says which part of the engine took how long. */
export async function walkThrough(root: string): Promise<Walked> {
  const host = nodeHost(() => {});
  const surroundings = new SurroundingsFinder(host, new Set());
  const checker = new Checker({ host, parser, knowledge, analyser, surroundings });
  let [lines, files, findings] = [0, 0, 0];
  const slowest: Costly[] = [];
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  const before = process.cpuUsage();
  for await (const folder of packageFolders(host, root)) {
    const checked = checker.check(await readFolder(host, surroundings, folder, defaultSettings));
    checker.forget(folder);
    for (const f of checked.files) lines += f.text.split('\n').length;
    files += checked.files.length;
    for (const found of checked.findings.values()) findings += found.length;
    for (const pkg of checked.packages) slowest.push(...pkg.functions.flatMap(costly));
    if (slowest.length > 1000) keepMost(slowest, 100);
  }
  const { user, system } = process.cpuUsage(before);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  keepMost(slowest, 100);
  return { lines, files, findings, spent: bySteps(profile as unknown as Profile, (user + system) / 1000), slowest };
}

function costly(fn: FunctionUnit): Costly[] {
  const costs = [...costOf(fn)];
  const steps = costs.reduce((sum, [, n]) => sum + n, 0);
  if (steps === 0) return [];
  const of = costs.map(([what, n]) => `${n.toLocaleString('en')} ${what}`).join(', ');
  return [{ where: `${fn.file.name} ${fn.name || 'a literal'}`, steps, of }];
}

export function keepMost(list: Costly[], n: number): void {
  list.sort((a, b) => b.steps - a.steps).splice(n);
}

/** The parts of V8's CPU profile that are used. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** By what a frame's file is; helpers that everybody uses count for whoever calls them. */
const steps: readonly (readonly [string, RegExp])[] = [
  ['parse', /^wasm:|web-tree-sitter/],
  ['rules', /\/server\/rules\//],
  ['model', /\/engine\/model\//],
  ['flow', /\/engine\/flow\//],
  ['convert', /\/engine\/syntax\/(?!walk|print)/],
  ['names and types', /\/engine\/(facts|package)\//],
  ['read', /node:fs|node:internal\/fs|\/cli\/nodeHost|\/workspace\/reader/],
];

function bySteps(profile: Profile, cpu: number): Map<string, number> {
  const nodes = new Map(profile.nodes.map((n) => [n.id, n]));
  const stepOf = new Map<number, string>();
  const visit = (id: number, above: string): void => {
    const node = nodes.get(id);
    if (!node) return;
    const { functionName, url } = node.callFrame;
    const own =
      functionName === '(garbage collector)'
        ? 'garbage collection'
        : (steps.find(([, pattern]) => pattern.test(url))?.[0] ?? above);
    stepOf.set(id, own);
    for (const child of node.children ?? []) visit(child, own);
  };
  const [root] = profile.nodes;
  if (root) visit(root.id, 'other');
  const spent = new Map<string, number>();
  let total = 0;
  profile.samples.forEach((id, i) => {
    if (nodes.get(id)?.callFrame.functionName === '(idle)') return;
    const delta = profile.timeDeltas[i] ?? 0;
    const step = stepOf.get(id) ?? 'other';
    spent.set(step, (spent.get(step) ?? 0) + delta);
    total += delta;
  });
  // Samples tell shares; the processor's time tells how much there was, whoever else used the machine.
  return new Map(
    [...spent].map(([step, micro]) => [step, (micro / total) * cpu] as const).sort(([, a], [, b]) => b - a),
  );
}
