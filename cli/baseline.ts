import type { ReportedFinding } from './report.ts';

/** What a baseline knows a finding by: not by its line, which moves with every edit above it. */
const keyOf = (f: Pick<ReportedFinding, 'rule' | 'file' | 'function' | 'message'>): string =>
  [f.rule, f.file, f.function, f.message].join('\n');

export function writeBaseline(findings: readonly ReportedFinding[]): string {
  const kept = findings.map(({ rule, file, function: fn, message }) => ({ rule, file, function: fn, message }));
  return `${JSON.stringify({ version: 1, findings: kept }, undefined, 2)}\n`;
}

/** Leaves out what the baseline holds, each entry once. Undefined when the text is no baseline. */
export function withoutBaseline(findings: readonly ReportedFinding[], text: string): ReportedFinding[] | undefined {
  let entries: unknown;
  try {
    entries = (JSON.parse(text) as { findings?: unknown }).findings;
  } catch {
    return undefined;
  }
  if (!Array.isArray(entries)) return undefined;
  const left = new Map<string, number>();
  for (const e of entries as ReportedFinding[]) left.set(keyOf(e), (left.get(keyOf(e)) ?? 0) + 1);
  return findings.filter((f) => {
    const n = left.get(keyOf(f)) ?? 0;
    if (n > 0) left.set(keyOf(f), n - 1);
    return n === 0;
  });
}
