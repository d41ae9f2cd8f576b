import type { Rule } from '../../server/engine/rule.ts';
import type { Report, ReportedFinding } from '../report.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', off: 'none' } as const;

/** SARIF 2.1.0 (OASIS), with the witness as a code flow. */
export function sarif(report: Report, rules: readonly Rule[], version: string): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'leaklens', version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((f) => result(f, rules)),
      },
    ],
  };
}

function descriptor({ meta }: Rule): object {
  return {
    id: meta.id,
    shortDescription: { text: meta.title },
    fullDescription: { text: meta.summary },
    help: { text: `${meta.why}\n\n${meta.fix}`, markdown: `${meta.why}\n\n${meta.fix}` },
    defaultConfiguration: { level: levels[meta.level] },
  };
}

function result(f: ReportedFinding, rules: readonly Rule[]): object {
  return {
    ruleId: f.rule,
    ruleIndex: rules.findIndex((r) => r.meta.id === f.rule),
    level: levels[f.severity],
    message: { text: f.message },
    locations: [location(f.file, f.line, f.column, f.endLine, f.endColumn)],
    ...(f.witness.length > 0
      ? {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: f.witness.map((w) => ({
                    location: { ...location(w.file, w.line, w.column), message: { text: w.message } },
                  })),
                },
              ],
            },
          ],
        }
      : {}),
  };
}

function location(file: string, startLine: number, startColumn: number, endLine?: number, endColumn?: number): object {
  const region = endLine === undefined ? { startLine, startColumn } : { startLine, startColumn, endLine, endColumn };
  return { physicalLocation: { artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') }, region } };
}
