import { mergeProfiles, subtractBase } from '../profile/compare.ts';
import type { Profile, SampleTypeIndex } from '../profile/profile.ts';
import { failure, type Result, success } from '../profile/result.ts';
import { granularities } from '../profile/view/frameTable.ts';
import { openView, sampleTypeByName, type View, type ViewSpec } from '../profile/view.ts';
import type { CommandIo } from './command.ts';
import { type FlagSpec, type Flags, flag, hasFlag } from './flags.ts';
import { readProfile } from './input.ts';

/** pprof's options that say what is looked at, in its spelling. */
export const viewFlags = {
  sample_type: 'value',
  sample_index: 'value',
  focus: 'value',
  ignore: 'value',
  hide: 'value',
  show: 'value',
  show_from: 'value',
  prune_from: 'value',
  tagfocus: 'value',
  tagignore: 'value',
  tagroot: 'value',
  tagleaf: 'value',
  noinlines: 'switch',
  functions: 'switch',
  filefunctions: 'switch',
  files: 'switch',
  lines: 'switch',
  addresses: 'switch',
  relative_percentages: 'switch',
  base: 'value',
  diff_base: 'value',
  normalize: 'switch',
  max_unpacked_mb: 'value',
} as const satisfies FlagSpec;

export const viewUsage = `  --sample-type=NAME      what to count, e.g. inuse_space (default: the profile's own)
  --focus=RE --ignore=RE  only samples with, or without, a matching function or file
  --hide=RE --show=RE     leave matching frames out, or all others
  --show_from=RE          leave out what is above the match nearest to the root
  --prune_from=RE         leave out what is below the match nearest to the leaf
  --tagfocus=KEY=RE       only samples with a matching label; numbers as ranges: bytes=1kb:2mb
  --tagignore=KEY=RE      only samples without one
  --tagroot=KEYS          label values as outermost frames; --tagleaf=KEYS as innermost
  --noinlines             count inlined functions with their callers
  --functions --filefunctions --files --lines --addresses
                          what makes a row (default: functions)
  --relative_percentages  percentages of what the filters leave
  --base=FILE             subtract a profile; --diff_base=FILE compares with it;
                          --normalize scales to it first
  --max-unpacked-mb=N     refuse larger profiles (default: 1024)
Regular expressions are RE2, as in Go.`;

export interface OpenedView {
  readonly view: View;
  readonly sampleType: SampleTypeIndex;
}

/** Reads the files, subtracts the base and applies the filters; the failure is a line to print. */
export async function openFromFlags(flags: Flags, io: CommandIo): Promise<Result<OpenedView, string>> {
  const spec = specOf(flags);
  if (!spec.ok) return spec;
  const profile = await profileOf(flags, io);
  if (!profile.ok) return profile;
  const sampleType = sampleTypeByName(profile.value, flag(flags, 'sample_type') ?? flag(flags, 'sample_index') ?? '');
  if (!sampleType.ok) return failure(sampleType.error.message);
  const view = openView(profile.value, spec.value);
  if (!view.ok) return failure(view.error.message);
  for (const warning of view.value.warnings) io.stderr(`${warning}\n`);
  return success({ view: view.value, sampleType: sampleType.value });
}

/** The limit for unpacked profiles in bytes, undefined if not given. */
export function unpackedLimit(flags: Flags): Result<number | undefined, string> {
  const text = flag(flags, 'max_unpacked_mb');
  if (text === undefined) return success(undefined);
  const megabytes = Number(text);
  if (!(megabytes > 0)) return failure('The option --max-unpacked-mb needs a number of megabytes.');
  return success(megabytes * 1024 * 1024);
}

function specOf(flags: Flags): Result<ViewSpec, string> {
  const text = (name: keyof typeof viewFlags): string => flag(flags, name) ?? '';
  const keys = (name: keyof typeof viewFlags): string[] => text(name).split(',').filter(Boolean);
  const chosen = granularities.filter((granularity) => hasFlag(flags, granularity));
  if (chosen.length > 1) return failure(`Only one of --${chosen.join(' and --')} can be given.`);
  return success({
    focus: text('focus'),
    ignore: text('ignore'),
    hide: text('hide'),
    show: text('show'),
    showFrom: text('show_from'),
    pruneFrom: text('prune_from'),
    tagFocus: text('tagfocus'),
    tagIgnore: text('tagignore'),
    tagRoot: keys('tagroot'),
    tagLeaf: keys('tagleaf'),
    noInlines: hasFlag(flags, 'noinlines'),
    granularity: chosen[0] ?? 'functions',
    relativePercentages: hasFlag(flags, 'relative_percentages'),
  });
}

async function profileOf(flags: Flags, io: CommandIo): Promise<Result<Profile, string>> {
  const base = flag(flags, 'base');
  const diffBase = flag(flags, 'diff_base');
  const normalize = hasFlag(flags, 'normalize');
  if (base !== undefined && diffBase !== undefined) return failure('Give --base or --diff_base, not both.');
  const baseFiles = flags.values.get(base === undefined ? 'diff_base' : 'base') ?? [];
  if (normalize && baseFiles.length === 0) return failure('--normalize needs --base or --diff_base.');
  const profile = await readMerged(flags.operands, flags, io);
  if (!profile.ok || baseFiles.length === 0) return profile;
  const subtrahend = await readMerged(baseFiles, flags, io);
  if (!subtrahend.ok) return subtrahend;
  const mode = base === undefined ? 'diff_base' : 'base';
  const difference = subtractBase(profile.value, subtrahend.value, { mode, normalize });
  return difference.ok ? difference : failure(difference.error.message);
}

/** Several files are added up, as pprof does. */
async function readMerged(files: readonly string[], flags: Flags, io: CommandIo): Promise<Result<Profile, string>> {
  const limit = unpackedLimit(flags);
  if (!limit.ok) return limit;
  const profiles: Profile[] = [];
  for (const file of files) {
    const read = await readProfile(file, io, limit.value === undefined ? {} : { maxUnpackedBytes: limit.value });
    if (!read.ok) return read;
    profiles.push(read.value);
  }
  const merged = mergeProfiles(profiles);
  return merged.ok ? merged : failure(merged.error.message);
}
