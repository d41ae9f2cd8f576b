import type { CheckWorkspaceResult } from '../../protocol/lsp.ts';

/** One sentence on what a check of the workspace gave. */
export function summaryOf({
  cancelled,
  packages,
  files,
  findings,
  problems,
  milliseconds,
}: CheckWorkspaceResult): string {
  const extent = `${count(files, 'file')} in ${count(packages, 'package')}`;
  const found = findings === 0 ? 'no leaks found' : `${count(findings, 'finding')}`;
  const trouble = problems.length === 0 ? '' : ` ${count(problems.length, 'problem')}: see the log.`;
  if (cancelled) return `Check cancelled after ${extent}: ${found} so far.${trouble}`;
  return `Checked ${extent} in ${(milliseconds / 1000).toFixed(1)} s: ${found}.${trouble}`;
}

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
