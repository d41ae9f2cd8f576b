import path from 'node:path';
import type { Fix, Place } from '../server/engine/finding.ts';
import type { FolderResult } from './check/folderResult.ts';
import type { Report, ReportedFinding } from './report.ts';

/** Gathers what folder after folder gave, in the form that is printed. */
export class Collector {
  readonly #cwd: string;
  readonly #findings: ReportedFinding[] = [];
  readonly #applicable: { place: Place; fix: Fix }[] = [];
  readonly #seen = new Set<string>();
  #files = 0;
  #lines = 0;
  #functions = 0;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** With `onlyFile` the findings of that file count, and no others. */
  add(result: FolderResult, onlyFile: string | undefined): void {
    if (this.#seen.has(onlyFile ?? result.folder)) return;
    this.#seen.add(onlyFile ?? result.folder);
    for (const file of result.files) {
      this.#files++;
      this.#lines += file.lines;
      this.#functions += file.functions;
      if (onlyFile !== undefined && file.name !== onlyFile) continue;
      for (const { reported, fix } of file.findings) {
        this.#findings.push(this.#relative(reported));
        if (fix) this.#applicable.push(fix);
      }
    }
  }

  report(milliseconds: number): Report {
    const stats = { files: this.#files, lines: this.#lines, functions: this.#functions, milliseconds };
    return { findings: this.#findings, applicable: this.#applicable, stats };
  }

  #relative(f: ReportedFinding): ReportedFinding {
    const from = <T extends { readonly file: string }>(place: T): T => ({
      ...place,
      file: path.relative(this.#cwd, place.file).replaceAll('\\', '/'),
    });
    return {
      ...from(f),
      witness: f.witness.map(from),
      fixes: f.fixes.map((x) => ({ title: x.title, edits: x.edits.map(from) })),
    };
  }
}
