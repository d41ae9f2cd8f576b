import type { Report, ReportedFinding } from '../report.ts';

const colours = { error: 31, warning: 33, information: 36 } as const;

/** `file:line:col: severity: message [rule]`, as compilers print it. */
export function text(report: Report, isTTY: boolean): string {
  const paint = (code: number, s: string): string => (isTTY ? `\u001b[${code}m${s}\u001b[0m` : s);
  const line = (f: ReportedFinding): string =>
    `${f.file}:${f.line}:${f.column}: ${paint(colours[f.severity], f.severity)}: ${f.message} [${f.rule}]\n`;
  return report.findings.map(line).join('');
}
