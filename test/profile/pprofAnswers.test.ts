import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { subtractBase } from '../../profile/compare.ts';
import { inlineMarks } from '../../profile/inlining.ts';
import type { ProfileProblem } from '../../profile/problem.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Result } from '../../profile/result.ts';
import { type TopRow, topTable } from '../../profile/top.ts';
import type { Granularity } from '../../profile/view/frameTable.ts';
import { openView, sampleTypeByName, type ViewSpec } from '../../profile/view.ts';
import { keptAnswers, sampleProfile } from './support/samples.ts';

/** Options as they stand in the title of a kept answer, by pprof's names; '' for a switch. */
type Options = ReadonlyMap<string, string>;

for (const file of readdirSync(keptAnswers)) {
  const profile = file.replace(/\.txt$/, '');
  const sections = readFileSync(join(keptAnswers, file), 'utf8').split(/^# /m).slice(1);
  describe(`go tool pprof -top ${profile}`, () => {
    it.each(sections.map((section) => section.split('\n')))('%s', (title, ...answer) => {
      const options = parseTitle(title);
      const expected = answer.filter((line) => line !== '');
      expect(settled(ask(profile, options))).toEqual(settled(expected));
    });
  });
}

function parseTitle(title: string): Options {
  const options = title.split(/ (?=-[a-z])/).map((option) => {
    const [, name = '', value = ''] = /^-(\w+)(?:=(.*))?$/.exec(option) ?? [];
    return [name, value] as const;
  });
  return new Map(options);
}

/** Rows of one value and name stand in any order in pprof's answers (files with several functions): sort those. */
function settled(rows: readonly string[]): string[] {
  const tie = (row: string): string => row.replace(/^-?(\S+) \S+ /, '$1 ').replace(/ \((partial-)?inline\)$/, '');
  const result = [...rows];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    while (to < rows.length && tie(rows[to]!) === tie(rows[from]!)) to++;
    result.splice(from, to - from, ...rows.slice(from, to).sort());
  }
  return result;
}

function ask(file: string, options: Options): string[] {
  const profile = profileOf(file, options);
  if (!profile.ok) return [`error ${profile.error.message}`];
  const sampleType = sampleTypeByName(profile.value, options.get('sample_index') ?? '');
  if (!sampleType.ok) throw new Error(sampleType.error.message);
  const view = openView(profile.value, specOf(options));
  if (!view.ok) throw new Error(view.error.message);
  const rows = topTable(view.value, sampleType.value, options.has('cum') ? 'cum' : 'flat');
  const marks = inlineMarks(view.value, sampleType.value);
  const print = ({ frame, flat, cum }: TopRow): string =>
    `${flat} ${cum} ${view.value.frames.name[frame]} ${marks[frame]}`.trimEnd();
  return [`total ${view.value.totals[sampleType.value]}`, ...rows.map(print)];
}

function profileOf(file: string, options: Options): Result<Profile, ProfileProblem> {
  const profile = sampleProfile(file);
  const base = options.get('base') ?? options.get('diff_base');
  if (base === undefined) return { ok: true, value: profile };
  const mode = options.has('base') ? 'base' : 'diff_base';
  return subtractBase(profile, sampleProfile(base), { mode, normalize: options.has('normalize') });
}

function specOf(options: Options): ViewSpec {
  const text = (name: string): string => options.get(name) ?? '';
  const list = (name: string): string[] => text(name).split(',').filter(Boolean);
  const granularities: Granularity[] = ['functions', 'filefunctions', 'files', 'lines', 'addresses'];
  return {
    focus: text('focus'),
    ignore: text('ignore'),
    hide: text('hide'),
    show: text('show'),
    showFrom: text('show_from'),
    pruneFrom: text('prune_from'),
    tagFocus: text('tagfocus'),
    tagIgnore: text('tagignore'),
    tagRoot: list('tagroot'),
    tagLeaf: list('tagleaf'),
    noInlines: options.has('noinlines'),
    granularity: granularities.find((granularity) => options.has(granularity)) ?? 'functions',
    relativePercentages: options.has('relative_percentages'),
  };
}
