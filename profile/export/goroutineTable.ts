import { compareGoroutines, type GroupChange } from '../goroutines/compareGroups.ts';
import { type GoroutineSet, topName } from '../goroutines/goroutineGroup.ts';
import { csvRow } from './csv.ts';
import { codeSpan } from './markdown.ts';

/** Goroutines by stack as comma-separated values; with a base, counts before and after. */
export function goroutineCsv(set: GoroutineSet, base: GoroutineSet | undefined): string {
  const titles = ['function', 'place', 'state', 'created by', 'stack'];
  const counts = base ? ['before', 'after', 'change'] : ['count'];
  const lines = changesOf(set, base).map(({ before, after, group }) => {
    const top = group.frames[group.topFrame];
    const names = [
      topName(group),
      top ? `${top.file}:${top.line}` : '',
      group.state,
      group.createdBy?.function ?? '',
      group.frames.map(({ function: name }) => name).join(' ← '),
    ];
    return csvRow([...(base ? [before, after, after - before] : [after]), ...names]);
  });
  return [csvRow([...counts, ...titles]), ...lines].join('');
}

export interface GoroutineMarkdown {
  readonly name: string;
  readonly baseName?: string | undefined;
  readonly rows: number;
}

/** The largest groups, or those that changed most, as a table for a pull request. */
export function goroutineMarkdown(
  set: GoroutineSet,
  base: GoroutineSet | undefined,
  { name, baseName, rows }: GoroutineMarkdown,
): string {
  const signed = (n: number): string => (n > 0 ? `+${n}` : String(n));
  const changes = changesOf(set, base);
  const against = base ? `, ${signed(set.total - base.total)} against ${codeSpan(baseName ?? 'the base')}` : '';
  const titles = base ? ['before', 'after', 'change'] : ['count'];
  const lines = [
    `**${set.total} goroutines** in ${codeSpan(name)}${against}`,
    '',
    `| ${titles.join(' | ')} | state | function | created by |`,
    `|${titles.map(() => '--:').join('|')}|:--|:--|:--|`,
    ...changes.slice(0, rows).map(({ before, after, group }) => {
      const counts = base ? [String(before), String(after), signed(after - before)] : [String(after)];
      const by = group.createdBy ? codeSpan(group.createdBy.function) : '';
      return `| ${[...counts, group.state.replaceAll('|', '\\|'), codeSpan(topName(group)), by].join(' | ')} |`;
    }),
  ];
  if (changes.length > rows) lines.push('', `${changes.length - rows} more groups.`);
  return `${lines.join('\n')}\n`;
}

function changesOf(set: GoroutineSet, base: GoroutineSet | undefined): readonly GroupChange[] {
  if (base)
    return compareGoroutines(base, set).sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  return set.groups.map((group) => ({ before: 0, after: group.count, group }));
}
