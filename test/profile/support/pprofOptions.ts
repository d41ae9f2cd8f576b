import { subtractBase } from '../../../profile/compare.ts';
import { inlineMarks } from '../../../profile/inlining.ts';
import type { ProfileProblem } from '../../../profile/problem.ts';
import type { Profile, SampleTypeIndex } from '../../../profile/profile.ts';
import type { Result } from '../../../profile/result.ts';
import { type TopRow, topTable } from '../../../profile/top.ts';
import { granularities } from '../../../profile/view/frameTable.ts';
import { openView, sampleTypeByName, type View, type ViewSpec } from '../../../profile/view.ts';
import { pathOf } from '../samples/filterCases.ts';
import { sampleProfile } from './samples.ts';

/** Options as they stand in the title of a kept answer, by pprof's names; '' for a switch. What stands twice has both. */
export type Options = ReadonlyMap<string, readonly string[]>;

export function parseTitle(title: string): Options {
  const options = new Map<string, string[]>();
  for (const option of title.split(/ (?=-[a-z])/)) {
    const [, name = '', value = ''] = /^-(\w+)(?:=(.*))?$/.exec(option) ?? [];
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return options;
}

/** The sections of a file of kept answers: each a title and its lines. */
export function sectionsOf(text: string): { readonly title: string; readonly lines: readonly string[] }[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      return { title, lines: lines.filter((line) => line !== '') };
    });
}

/** Rows of one value and name stand in any order in pprof's answers (files with several functions): sort those. */
export function settled(rows: readonly string[]): string[] {
  const tie = (row: string): string => row.replace(/^-?(\S+) \S+ /, '$1 ').replace(/ \((partial-)?inline\)$/, '');
  const result = [...rows];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    while (to < rows.length && tie(rows[to]!) === tie(rows[from]!)) to++;
    result.splice(from, to - from, ...rows.slice(from, to).sort());
  }
  return result;
}

export interface Asked {
  readonly view: View;
  readonly sampleType: SampleTypeIndex;
}

/** The view that the options of a title mean; the failure is that of comparing the profiles. */
export function viewOf(file: string, options: Options): Result<Asked, ProfileProblem> {
  const profile = profileOf(file, options);
  if (!profile.ok) return profile;
  const sampleType = sampleTypeByName(profile.value, options.get('sample_index')?.[0] ?? '');
  if (!sampleType.ok) throw new Error(sampleType.error.message);
  const view = openView(profile.value, specOf(options));
  if (!view.ok) throw new Error(view.error.message);
  return { ok: true, value: { view: view.value, sampleType: sampleType.value } };
}

/** The rows of pprof -top without units. */
export function rowsOf({ view, sampleType }: Asked, order: 'flat' | 'cum'): string[] {
  const marks = inlineMarks(view, sampleType);
  const print = ({ frame, flat, cum }: TopRow): string =>
    `${flat} ${cum} ${view.frames.name[frame]} ${marks[frame]}`.trimEnd();
  return topTable(view, sampleType, order).map(print);
}

function profileOf(file: string, options: Options): Result<Profile, ProfileProblem> {
  const profile = sampleProfile(pathOf(file));
  const [base] = options.get('base') ?? options.get('diff_base') ?? [];
  if (base === undefined) return { ok: true, value: profile };
  const mode = options.has('base') ? 'base' : 'diff_base';
  return subtractBase(profile, sampleProfile(pathOf(base)), { mode, normalize: options.has('normalize') });
}

function specOf(options: Options): ViewSpec {
  const texts = (name: string): readonly string[] => options.get(name) ?? [];
  const list = (name: string): string[] => texts(name).flatMap((text) => text.split(',').filter(Boolean));
  return {
    focus: texts('focus'),
    ignore: texts('ignore'),
    hide: texts('hide'),
    show: texts('show'),
    showFrom: texts('show_from'),
    pruneFrom: texts('prune_from'),
    tagFocus: texts('tagfocus'),
    tagIgnore: texts('tagignore'),
    tagRoot: list('tagroot'),
    tagLeaf: list('tagleaf'),
    noInlines: options.has('noinlines'),
    granularity: granularities.find((granularity) => options.has(granularity)) ?? 'functions',
    relativePercentages: options.has('relative_percentages'),
  };
}
