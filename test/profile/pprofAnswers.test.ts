import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelFacets } from '../../profile/labels/facets.ts';
import { formatValue } from '../../profile/units.ts';
import { answersName, filterCases, tagCases } from './samples/filterCases.ts';
import { type Asked, type Options, parseTitle, rowsOf, sectionsOf, settled, viewOf } from './support/pprofOptions.ts';
import { keptAnswers, keptFilters, keptTags } from './support/samples.ts';

for (const file of readdirSync(keptAnswers)) checkTop(keptAnswers, file, file.replace(/\.txt$/, ''));
for (const profile of new Set(filterCases.map((question) => question.profile))) {
  checkTop(keptFilters, answersName(profile), profile);
}

/** Totals, and flat and cum of every row. */
function checkTop(folder: string, file: string, profile: string): void {
  describe(`go tool pprof -top ${profile}`, () => {
    it.each(sectionsOf(readFileSync(join(folder, file), 'utf8')))('$title', ({ title, lines }) => {
      const options = parseTitle(title);
      const asked = viewOf(profile, options);
      if (!asked.ok) {
        expect([`error ${asked.error.message}`]).toEqual(lines);
        return;
      }
      const [total, ...rows] = lines;
      expect(settled(rowsOf(asked.value, options.has('cum') ? 'cum' : 'flat'))).toEqual(settled(rows));
      expect(`total ${totalOf(profile, options, asked.value)}`).toBe(total);
    });
  });
}

/** pprof was run twice where an option stands twice: what the first run left is the total of the second. */
function totalOf(profile: string, options: Options, { view, sampleType }: Asked): number | undefined {
  const isTwice = [...options.values()].some((values) => values.length > 1);
  if (!isTwice) return view.totals[sampleType];
  const first = viewOf(profile, new Map([...options].map(([name, values]) => [name, values.slice(0, 1)])));
  return first.ok ? first.value.view.kept[sampleType] : undefined;
}

for (const profile of new Set(tagCases.map((question) => question.profile))) {
  describe(`go tool pprof -tags ${profile}`, () => {
    it.each(sectionsOf(readFileSync(join(keptTags, answersName(profile)), 'utf8')))('$title', ({ title, lines }) => {
      const options = parseTitle(title);
      const asked = viewOf(profile, options);
      if (!asked.ok) throw new Error(asked.error.message);
      // A facet goes on showing what its own filters leave out.
      const own = [...(options.get('tagfocus') ?? []), ...(options.get('tagignore') ?? [])].map(
        (f) => f.split('=')[0]!,
      );
      expect(tagLines(asked.value, own)).toEqual(withoutKeys(lines, own));
    });
  });
}

/** As `go tool pprof -tags` groups them: numbers that read the same are one. */
function tagLines({ view, sampleType }: Asked, except: readonly string[]): string[] {
  const { unit } = view.profile.header.sampleTypes[sampleType]!;
  const shownUnit = unit === 'count' ? 'minimum' : unit;
  const facets = labelFacets(view, sampleType).filter(({ key }) => !except.includes(key));
  return facets.flatMap(({ key, unit: ofNumbers, values }) => {
    const weights = new Map<string, number>();
    for (const { text, number, weight } of values) {
      const shown = number === undefined ? text : formatValue(number, ofNumbers, shownUnit);
      weights.set(shown, (weights.get(shown) ?? 0) + weight);
    }
    const total = values.reduce((sum, { weight }) => sum + weight, 0);
    return [`key ${total} ${key}`, ...[...weights].map(([text, weight]) => `value ${weight} ${text}`).sort()];
  });
}

/** Values in the order of their text, keys in that of their names. */
function withoutKeys(lines: readonly string[], keys: readonly string[]): string[] {
  const blocks = lines.join('\n').split(/\n(?=key )/);
  const named = blocks.map((block) => ({ name: /^key \S+ (.*)/.exec(block)?.[1] ?? '', rows: block.split('\n') }));
  named.sort((left, right) => (left.name < right.name ? -1 : 1));
  return named
    .filter(({ name }) => name !== '' && !keys.includes(name))
    .flatMap(({ rows: [key = '', ...values] }) => [key, ...values.sort()]);
}
