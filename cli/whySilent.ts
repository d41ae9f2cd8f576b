import type { Finding, Level } from '../server/engine/finding.ts';
import { isProcessLifetime } from '../server/engine/lifetime.ts';
import { Lines } from '../server/engine/lines.ts';
import { silences } from '../server/engine/model/silence.ts';
import type { FunctionUnit, PackageView } from '../server/engine/package/view.ts';
import type { Settings } from '../server/engine/settings.ts';
import { walkFunction } from '../server/engine/syntax/walk.ts';
import type { Checked, Checker } from '../server/engine/workspace/checker.ts';
import { rules } from '../server/rules/index.generated.ts';

/** Why nothing is said about a line (from 0) of a file that was checked: one sentence each, never empty. */
export async function whySilent(checker: Checker, checked: Checked, file: string, line: number): Promise<string[]> {
  const pkg = checked.packages.find((p) => p.files.some((f) => f.name === file));
  const source = pkg?.files.find((f) => f.name === file);
  if (!pkg || !source)
    return [
      'the file belongs to no package that is checked: build tags leave it out, or its package clause is missing',
    ];
  const reasons = await held(checker, checked, file, source.text, line);
  const lines = new Lines(source.text);
  const [start, end] = [lines.offsetOf({ line, character: 0 }), lines.offsetOf({ line: line + 1, character: 0 })];
  const fn = functionAt(pkg, file, start, line, lines);
  if (fn && startsGoroutine(fn, start, end) && isProcessLifetime(fn))
    reasons.push('what is started here lives as long as the process, by design (main, init, a command, sync.Once)');
  const known = silences(pkg, file, start, end === start ? source.text.length : end);
  for (const { operation, reasons: why } of known) for (const r of why) reasons.push(`\`${operation}\`: ${r}`);
  if (known.length === 0)
    reasons.push(
      fn
        ? 'no run of the model waits here: nothing on this line blocks, or no function that the model runs comes here'
        : 'no function stands here',
    );
  return reasons;
}

/** What would be found but for settings and comments. */
async function held(checker: Checker, checked: Checked, file: string, text: string, line: number): Promise<string[]> {
  const all: Partial<Settings> = {
    generated: true,
    tests: true,
    rules: Object.fromEntries(rules.map((r): [string, Level] => [r.meta.id, 'information'])),
  };
  // Of the same length, so that places stay.
  const bare = text.replaceAll('leaklens:ignore', 'leaklens-ignore');
  const lines = new Lines(text);
  const here = (found: readonly Finding[] = []): Finding[] => found.filter((f) => lines.lineOf(f.start) === line);
  const levelled = here((await checker.checkFolder(checked.folder, all)).findings.get(file));
  const open = { in: () => [file], text: (name: string) => (name === file ? bare : undefined) };
  const unheld = here((await checker.checkFolder(checked.folder, all, open)).findings.get(file));
  return unheld.map((f) =>
    levelled.some((l) => l.rule === f.rule)
      ? `${f.rule} is off here, by its level, by the Go version of go.mod, or because such files are not checked; it would say: ${f.message}`
      : `a comment \`//leaklens:ignore\` silences ${f.rule}, which would say: ${f.message}`,
  );
}

function functionAt(
  pkg: PackageView,
  file: string,
  start: number,
  line: number,
  lines: Lines,
): FunctionUnit | undefined {
  return pkg.functions.findLast((f) => {
    const place = f.place(f.syntax);
    return place.file === file && lines.lineOf(place.start) <= line && place.end >= start;
  });
}

function startsGoroutine(fn: FunctionUnit, start: number, end: number): boolean {
  let found = false;
  walkFunction(fn.syntax, (n) => {
    const place = fn.place(n);
    if (n.kind === 'GoStmt' && place.start < end && place.end > start) found = true;
  });
  return found;
}
