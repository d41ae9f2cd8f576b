import path from 'node:path';
import type { Finding, Fix, Place } from '../server/engine/finding.ts';
import { Lines } from '../server/engine/lines.ts';
import type { Checked } from '../server/engine/workspace/checker.ts';
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

  add(checked: Checked, onlyFile: string | undefined): void {
    if (this.#seen.has(onlyFile ?? checked.folder)) return;
    this.#seen.add(onlyFile ?? checked.folder);
    const lines = new Map(checked.files.map((f) => [f.name, new Lines(f.text)]));
    for (const f of checked.files) {
      this.#files++;
      this.#lines += (lines.get(f.name)?.lineOf(f.text.length) ?? 0) + 1;
    }
    for (const p of checked.packages) this.#functions += p.functions.length;
    for (const [file, found] of [...checked.findings].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (onlyFile !== undefined && file !== onlyFile) continue;
      for (const f of found) {
        this.#findings.push(this.#reported(f, lines));
        const fix = f.fixes.find((x) => x.isPreferred);
        if (fix) this.#applicable.push({ place: f, fix });
      }
    }
  }

  report(milliseconds: number): Report {
    const stats = { files: this.#files, lines: this.#lines, functions: this.#functions, milliseconds };
    return { findings: this.#findings, applicable: this.#applicable, stats };
  }

  #reported(f: Finding, lines: ReadonlyMap<string, Lines>): ReportedFinding {
    const at = (place: Place): { file: string; line: number; column: number; endLine: number; endColumn: number } => {
      const own = lines.get(place.file);
      const [from, to] = [own?.positionOf(place.start), own?.positionOf(place.end)];
      return {
        file: path.relative(this.#cwd, place.file).replaceAll('\\', '/'),
        line: (from?.line ?? 0) + 1,
        column: (from?.character ?? 0) + 1,
        endLine: (to?.line ?? 0) + 1,
        endColumn: (to?.character ?? 0) + 1,
      };
    };
    return {
      rule: f.rule,
      severity: f.severity,
      ...at(f),
      function: f.function,
      message: f.message,
      witness: f.witness.map((w) => {
        const { file, line, column } = at(w);
        return {
          file,
          line,
          column,
          message: w.message,
          ...(w.goroutine === undefined ? {} : { goroutine: w.goroutine }),
        };
      }),
      fixes: f.fixes.map((x) => ({ title: x.title, edits: x.edits.map((e) => ({ ...at(e), newText: e.newText })) })),
    };
  }
}
