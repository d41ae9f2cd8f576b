import path from 'node:path';
import type { Place } from '../server/engine/finding.ts';
import { endingText } from '../server/engine/goroutines/ending.ts';
import { type Start, startsIn } from '../server/engine/goroutines/starts.ts';
import { Lines } from '../server/engine/lines.ts';
import type { Checked } from '../server/engine/workspace/checker.ts';
import { rules } from '../server/rules/index.generated.ts';
import { type CommandIo, exitClean, exitTrouble } from './command.ts';
import { createChecker } from './engine.ts';
import { printJson } from './json.ts';
import { nodeHost } from './nodeHost.ts';
import { resolveOperand } from './operands.ts';

/** One place that starts goroutines: part of the interface, not to be changed lightly. Lines and columns count from 1. */
export interface StaticGoroutine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The function around it. */
  readonly function: string;
  /** `go`, or the function that starts it. */
  readonly startedBy: string;
  readonly ends: {
    readonly kind: 'context' | 'channel' | 'call' | 'run' | 'never' | 'unknown';
    readonly text: string;
    /** Of what it waits for, where there is one. */
    readonly name?: string;
    /** Why it is not known. */
    readonly why?: string;
  };
  readonly findings: readonly { readonly rule: string; readonly line: number; readonly message: string }[];
}

/** Prints where a module starts goroutines, and how they end. Answers the exit code. */
export async function staticGoroutines(operands: readonly string[], asJson: boolean, io: CommandIo): Promise<number> {
  let isTroubled = false;
  const trouble = (message: string): void => {
    io.stderr(`leaklens: ${message}\n`);
  };
  const host = nodeHost(trouble);
  const checker = await createChecker(host, rules, trouble);
  const found: StaticGoroutine[] = [];
  for (const operand of operands.length > 0 ? operands : ['./...']) {
    const target = await resolveOperand(operand, io.cwd, host);
    if (!target) {
      trouble(`${operand}: there is no such folder or Go file`);
      isTroubled = true;
      continue;
    }
    for await (const folder of target.folders) {
      const checked = await checker.checkFolder(folder, {});
      checker.forget(folder);
      found.push(...inventory(checked, target.file, io.cwd));
    }
  }
  if (asJson) printJson({ version: 1, goroutines: found }, io.stdout);
  else io.stdout(asText(found));
  return isTroubled ? exitTrouble : exitClean;
}

function inventory(checked: Checked, only: string | undefined, cwd: string): StaticGoroutine[] {
  const lines = new Map(checked.files.map((f) => [f.name, new Lines(f.text)]));
  const starts = checked.packages.flatMap((p) => startsIn(p));
  return starts
    .filter((s) => only === undefined || s.place.file === only)
    .map((s) => {
      const at = lines.get(s.place.file)?.positionOf(s.place.start);
      return {
        file: path.relative(cwd, s.place.file).replaceAll('\\', '/'),
        line: (at?.line ?? 0) + 1,
        column: (at?.character ?? 0) + 1,
        function: s.function,
        startedBy: s.by,
        ends: endsOf(s),
        findings: findingsOf(s, checked, lines),
      };
    });
}

function endsOf({ ending }: Start): StaticGoroutine['ends'] {
  return {
    kind: ending.kind,
    text: endingText(ending),
    ...('name' in ending ? { name: ending.name } : {}),
    ...(ending.kind === 'unknown' ? { why: ending.why } : {}),
  };
}

/** Findings in its code, or at its start. */
function findingsOf(s: Start, checked: Checked, lines: ReadonlyMap<string, Lines>): StaticGoroutine['findings'] {
  const places: readonly Place[] = s.body ? [s.place, s.body] : [s.place];
  return [...checked.findings.values()].flat().flatMap((f) => {
    if (!places.some((p) => p.file === f.file && p.start <= f.start && f.start < p.end)) return [];
    return [{ rule: f.rule, line: (lines.get(f.file)?.lineOf(f.start) ?? 0) + 1, message: f.message }];
  });
}

function asText(found: readonly StaticGoroutine[]): string {
  const rows = found.map((g) => {
    const unknown = g.ends.why === undefined ? '' : ` (${g.ends.why})`;
    const by = g.startedBy === 'go' ? '' : ` by ${g.startedBy}`;
    const findings = g.findings.map((f) => `    ${f.rule}, line ${f.line}: ${f.message}\n`).join('');
    return `${g.file}:${g.line}:${g.column}: started${by} in ${g.function || 'a variable'}: ${g.ends.text}${unknown}\n${findings}`;
  });
  const kinds = new Map<string, number>();
  for (const g of found) kinds.set(g.ends.kind, (kinds.get(g.ends.kind) ?? 0) + 1);
  const order = ['context', 'channel', 'call', 'run', 'never', 'unknown'];
  const sums = order.flatMap((k) => (kinds.has(k) ? [`${kinds.get(k)} ${words[k]}`] : [])).join(', ');
  return `${rows.join('')}${found.length} places start goroutines${sums === '' ? '' : `: ${sums}`}\n`;
}

const words: Readonly<Record<string, string>> = {
  context: 'end with a context',
  channel: 'with a channel',
  call: 'when a call returns',
  run: 'after one run',
  never: 'never',
  unknown: 'are not known',
};
