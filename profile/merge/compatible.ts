import { defaultSampleType } from '../decode/header.ts';
import { type ProfileProblem, problem } from '../problem.ts';
import type { Profile, ValueType } from '../profile.ts';
import { failure, type Result, success } from '../result.ts';
import { sameKind, scale } from '../units.ts';
import { scaleValues } from './scaleValues.ts';

/**
 * Gives the profiles the same sample types in the same order and units: types that not all have once are dropped (of two
 * with one name nobody can say which is meant), values are converted to the finest unit. Fails with `incompatible` if nothing common remains.
 */
export function makeCompatible(profiles: readonly Profile[]): Result<Profile[], ProfileProblem> {
  const [first] = profiles;
  if (!first || profiles.length === 1) return success([...profiles]);
  const common = first.header.sampleTypes.filter(({ type }) =>
    profiles.every(({ header }) => header.sampleTypes.filter((other) => other.type === type).length === 1),
  );
  if (common.length === 0) return failure(incompatible(profiles.map(({ header }) => header.sampleTypes)));
  const periodUnit = commonUnit(profiles.map(({ header }) => header.periodType));
  if (periodUnit === undefined) return failure(incompatible(profiles.map(({ header }) => [header.periodType])));
  let narrowed = profiles.map((profile) => narrow(profile, common));
  for (let type = 0; type < common.length; type++) {
    const types = narrowed.map(({ header }) => header.sampleTypes[type]!);
    if (commonUnit(types) === undefined) return failure(incompatible(types.map((type) => [type])));
  }
  narrowed = narrowed.map((profile) => convert(profile, finestTypes(narrowed), periodUnit));
  return success(narrowed);
}

/** Whether two profiles count the same things in the same units. */
export function equalTypes(left: Profile, right: Profile): boolean {
  const same = (a: ValueType, b: ValueType | undefined): boolean => a.type === b?.type && a.unit === b.unit;
  return (
    same(left.header.periodType, right.header.periodType) &&
    left.header.sampleTypes.length === right.header.sampleTypes.length &&
    left.header.sampleTypes.every((type, i) => same(type, right.header.sampleTypes[i]))
  );
}

/** What each of the profiles counts. */
export function incompatible(counted: readonly (readonly ValueType[])[]): ProfileProblem {
  const each = counted.map((types) => types.map(({ type, unit }) => `${type} (${unit})`).join(', '));
  const kinds = [...new Set(each)].join(' against ');
  return problem('incompatible', `The profiles count different things: ${kinds}. Compare profiles of one kind.`);
}

/** The profile with the given sample types only, in their order. */
function narrow(profile: Profile, types: readonly ValueType[]): Profile {
  const { header, samples } = profile;
  const columns = types.map(({ type }) => header.sampleTypes.findIndex((other) => other.type === type));
  const unchanged = columns.length === header.sampleTypes.length && columns.every((column, i) => column === i);
  if (unchanged) return profile;
  const sampleTypes = columns.map((column) => header.sampleTypes[column]!);
  const named = sampleTypes.some(({ type }) => type === header.defaultSampleTypeName);
  const defaultSampleTypeName = named ? header.defaultSampleTypeName : sampleTypes[0]!.type;
  return {
    ...profile,
    header: {
      ...header,
      sampleTypes,
      defaultSampleTypeName,
      defaultSampleType: defaultSampleType(sampleTypes, defaultSampleTypeName),
    },
    samples: { ...samples, values: columns.map((column) => samples.values[column]!) },
  };
}

/** The finest unit of values that can be converted into each other, undefined if they cannot. */
function commonUnit(types: readonly ValueType[]): string | undefined {
  let finest = types[0]!;
  for (const type of types.slice(1)) {
    // pprof lets `sample` and `samples` pass for the same thing.
    const sameType = finest.type.replace(/s$/, '') === type.type.replace(/s$/, '');
    if (!sameType || !sameKind(finest.unit, type.unit)) return undefined;
    if (scale(1, type.unit, finest.unit).value < 1) finest = type;
  }
  return finest.unit;
}

function finestTypes(profiles: readonly Profile[]): ValueType[] {
  return profiles[0]!.header.sampleTypes.map(({ type }, i) => ({
    type,
    unit: commonUnit(profiles.map(({ header }) => header.sampleTypes[i]!))!,
  }));
}

function convert(profile: Profile, types: readonly ValueType[], periodUnit: string): Profile {
  const { header } = profile;
  const ratios = header.sampleTypes.map(({ unit }, i) => scale(1, unit, types[i]!.unit).value);
  const period = Math.trunc(scale(header.period, header.periodType.unit, periodUnit).value);
  const sampleTypes = header.sampleTypes.map(({ type }, i) => ({ type, unit: types[i]!.unit }));
  const periodType = { ...header.periodType, unit: periodUnit };
  return scaleValues({ ...profile, header: { ...header, sampleTypes, period, periodType } }, ratios);
}
