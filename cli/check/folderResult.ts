import type { Finding, Fix, Place } from '../../server/engine/finding.ts';
import { Lines } from '../../server/engine/lines.ts';
import type { Checked } from '../../server/engine/workspace/checker.ts';
import type { ReportedFinding } from '../report.ts';

/** What the check of a folder gave, as plain data: it comes from a worker, or from a run before. File names are absolute. */
export interface FolderResult {
  readonly folder: string;
  readonly problems: readonly string[];
  /** What would have cost too much; told with `--debug`. */
  readonly givenUp: readonly string[];
  /** In the order of their names. */
  readonly files: readonly FileResult[];
}

export interface FileResult {
  readonly name: string;
  readonly lines: number;
  readonly functions: number;
  readonly findings: readonly {
    readonly reported: ReportedFinding;
    /** The preferred fix, for `--fix`. */
    readonly fix: { readonly place: Place; readonly fix: Fix } | undefined;
  }[];
}

export function folderResult(checked: Checked): FolderResult {
  const lines = new Map(checked.files.map((f) => [f.name, new Lines(f.text)]));
  const functions = new Map<string, number>();
  for (const p of checked.packages)
    for (const f of p.functions) functions.set(f.file.name, (functions.get(f.file.name) ?? 0) + 1);
  const files = checked.files.map(
    ({ name, text }): FileResult => ({
      name,
      lines: (lines.get(name)?.lineOf(text.length) ?? 0) + 1,
      functions: functions.get(name) ?? 0,
      findings: (checked.findings.get(name) ?? []).map((f) => {
        const preferred = f.fixes.find((x) => x.isPreferred);
        const place: Place = { file: f.file, start: f.start, end: f.end };
        return { reported: reported(f, lines), fix: preferred && { place, fix: preferred } };
      }),
    }),
  );
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { folder: checked.folder, problems: checked.problems, givenUp: checked.givenUp, files };
}

function reported(f: Finding, lines: ReadonlyMap<string, Lines>): ReportedFinding {
  const at = (place: Place): { file: string; line: number; column: number; endLine: number; endColumn: number } => {
    const own = lines.get(place.file);
    const [from, to] = [own?.positionOf(place.start), own?.positionOf(place.end)];
    return {
      file: place.file,
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
