import type { Fix, Place, Severity } from '../server/engine/finding.ts';

/** One finding as the formats print it: lines and columns from 1, the file relative to the working directory. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly function: string;
  readonly message: string;
  readonly witness: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly goroutine?: string;
  }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly file: string; readonly newText: string }[];
  }[];
}

/** What `check` has found, with the fixes as the engine gave them for `--fix`. */
export interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly applicable: readonly { readonly place: Place; readonly fix: Fix }[];
  readonly stats: {
    readonly files: number;
    readonly lines: number;
    readonly functions: number;
    readonly milliseconds: number;
  };
}
