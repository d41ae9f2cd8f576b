import { type Comparison, compareProfiles } from '../profile/compare.ts';
import { type DiffRow, diffTable } from '../profile/diffTable.ts';
import { compareGoroutines, type GroupChange } from '../profile/goroutines/compareGroups.ts';
import type { Profile } from '../profile/profile.ts';
import { failure, type Result, success } from '../profile/result.ts';
import { openView } from '../profile/view.ts';
import type { Pair } from './diffInput.ts';
import type { Change } from './thresholds.ts';

/** Functions of one sample type before and after. */
export interface FunctionChange extends Change {
  /** Of the source. */
  readonly file: string;
}

export interface FunctionChanges {
  readonly sampleType: string;
  readonly unit: string;
  /** By falling size of the change. */
  readonly rows: readonly FunctionChange[];
}

/** What changed between two recordings. */
export interface Difference {
  /** Totals per sample type, `sample_count`, and `goroutines`. */
  readonly measures: readonly Change[];
  readonly functions: readonly FunctionChanges[];
  readonly groups: readonly GroupChange[];
}

export interface DiffOptions {
  /** Sample type to list functions of; '' for the default of each profile. */
  readonly sampleType: string;
  readonly byCum: boolean;
}

/** Compares pair by pair; the failure is a line to print. */
export function diff(pairs: readonly Pair[], options: DiffOptions): Result<Difference, string> {
  const measures: Change[] = [];
  const functions: FunctionChanges[] = [];
  const groups: GroupChange[] = [];
  for (const { name: file, before, after } of pairs) {
    const where = file === '' ? {} : { file };
    if (before.goroutines && after.goroutines) {
      const [older, newer] = [before.goroutines.total, after.goroutines.total];
      measures.push({ name: 'goroutines', ...where, unit: 'count', before: older, after: newer });
      groups.push(...compareGoroutines(before.goroutines, after.goroutines));
    } else if (before.kind === 'profile' && after.kind === 'profile') {
      const compared = diffProfiles(before.profile, after.profile, options);
      if (!compared.ok) return failure(`${before.path} and ${after.path}: ${compared.error}`);
      measures.push(...compared.value.measures.map((measure) => ({ ...measure, ...where })));
      if (compared.value.functions) functions.push(compared.value.functions);
    } else {
      return failure(`${before.path} and ${after.path} cannot be compared: one has goroutines, the other has not.`);
    }
  }
  return success({ measures, functions, groups });
}

interface ProfileDifference {
  readonly measures: readonly Change[];
  readonly functions: FunctionChanges | undefined;
}

function diffProfiles(before: Profile, after: Profile, options: DiffOptions): Result<ProfileDifference, string> {
  const compared = compareProfiles(before, after);
  if (!compared.ok) return failure(compared.error.message);
  const { profile, types } = compared.value;
  const view = openView(profile, {});
  if (!view.ok) return failure(view.error.message);
  const sum = (column: number): number => view.value.weights[column]!.reduce((total, value) => total + value, 0);
  const measures: Change[] = types.map(({ type, unit, before: older, after: newer }) => ({
    name: type,
    unit,
    before: sum(older),
    after: sum(newer),
  }));
  const [older, newer] = [before.samples.count, after.samples.count];
  measures.push({ name: 'sample_count', unit: 'count', before: older, after: newer });
  const chosen = chooseType(compared.value, options.sampleType);
  if (!chosen) return success({ measures, functions: undefined });
  const rows = diffTable(view.value, chosen).map((row) => ({
    name: view.value.frames.name[row.frame]!,
    file: view.value.frames.file[row.frame]!,
    unit: chosen.unit,
    ...valuesOf(row, options.byCum),
  }));
  rows.sort((left, right) => changeOf(right) - changeOf(left));
  return success({ measures, functions: { sampleType: chosen.type, unit: chosen.unit, rows } });
}

/** The type of the given name; for '' the default one. Undefined if the profiles do not have it. */
function chooseType({ profile, types }: Comparison, name: string): Comparison['types'][number] | undefined {
  return name === '' ? types[profile.header.defaultSampleType] : types.find(({ type }) => type === name);
}

function valuesOf(row: DiffRow, byCum: boolean): { before: number; after: number } {
  return byCum ? { before: row.cumBefore, after: row.cumAfter } : { before: row.flatBefore, after: row.flatAfter };
}

function changeOf({ before, after }: Change): number {
  return Math.abs(after - before);
}
