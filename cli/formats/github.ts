import type { Report } from '../report.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice' } as const;

/** Workflow commands of GitHub Actions (docs.github.com, "Workflow commands"): annotations on the lines of a pull request. */
export function github(report: Report): string {
  return report.findings
    .map(
      (f) =>
        `::${commands[f.severity]} file=${property(f.file)},line=${f.line},endLine=${f.endLine},col=${f.column},title=${property(f.rule)}::${data(f.message)}\n`,
    )
    .join('');
}

const data = (s: string): string => s.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (s: string): string => data(s).replaceAll(':', '%3A').replaceAll(',', '%2C');
