import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import type { DiagnosticData } from '../../protocol/lsp.ts';
import type { Finding, Place, Severity } from '../engine/finding.ts';
import type { Lines } from '../engine/lines.ts';

export const source = 'leaklens';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** What stands around a finding: the lines of the files that it names, and where its rule is explained. */
export interface DiagnosticContext {
  /** Undefined for a file that is not known any more. */
  linesOf(file: string): Lines | undefined;
  /** The client's own spelling of a name. */
  uriOf(file: string): string;
  /** Where the rule's page is; undefined when the client cannot open any. */
  pageOf(rule: string): string | undefined;
}

export function rangeOf(place: Place, lines: Lines): Range {
  return { start: lines.positionOf(place.start), end: lines.positionOf(place.end) };
}

export function toDiagnostic(f: Finding, lines: Lines, context: DiagnosticContext): Diagnostic {
  const page = context.pageOf(f.rule);
  return {
    range: rangeOf(f, lines),
    severity: severities[f.severity],
    source,
    code: f.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message: f.message,
    relatedInformation: f.witness.flatMap((step, i) => {
      const at = context.linesOf(step.file);
      const who = step.goroutine === undefined ? '' : `${step.goroutine}: `;
      return at
        ? [
            {
              location: { uri: context.uriOf(step.file), range: rangeOf(step, at) },
              message: `${i + 1}. ${who}${step.message}`,
            },
          ]
        : [];
    }),
    data: { rule: f.rule, start: f.start } satisfies DiagnosticData,
  };
}
