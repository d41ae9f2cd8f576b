import { DecodeContext } from './decode/context.ts';
import { readHeader } from './decode/header.ts';
import { readLocations } from './decode/locations.ts';
import { readSamples } from './decode/samples.ts';
import { type Layout, scan } from './decode/scan.ts';
import { collectStrings } from './decode/strings.ts';
import { readFunctions, readMappings } from './decode/tables.ts';
import { Wire } from './decode/wire.ts';
import { type ProfileProblem, problem } from './problem.ts';
import type { Profile, StringColumns } from './profile.ts';
import { failure, type Result, success } from './result.ts';
import { StringTable } from './stringTable.ts';

export interface DecodeOptions {
  /** Called now and then with bytes done of bytes in all; returning false gives up with the code `cancelled`. */
  readonly progress?: (done: number, total: number) => boolean;
}

/**
 * Reads an unpacked profile.proto (https://github.com/google/pprof/blob/main/proto/profile.proto). Never throws on bad
 * bytes; refuses what pprof refuses, since a wrong total is worse than none.
 */
export function decodeProfile(bytes: Uint8Array, options: DecodeOptions = {}): Result<Profile, ProfileProblem> {
  if (bytes.length === 0) return failure(problem('empty', 'The file is empty: record the profile again.'));
  const wire = new Wire(bytes);
  const layout = scan(wire);
  const refusal = refusalOf(wire, layout);
  if (refusal) return failure(refusal);
  return assemble(wire, layout, options);
}

function refusalOf(wire: Wire, layout: Layout): ProfileProblem | undefined {
  if (recognised(layout) === 0 && (wire.broken || layout.strings.count === 0)) return notAProfile;
  if (layout.concatenated) return concatenated;
  if (wire.broken) return truncated;
  if (layout.strings.count === 0) return problem('malformed', 'The profile has no string table. Record it again.');
  if (layout.samples.count > 0 && layout.sampleTypes.count === 0) {
    return problem('malformed', 'The profile has samples but does not say what they count. Record it again.');
  }
  return undefined;
}

/** Messages of the kinds that make a profile. */
function recognised({ sampleTypes, samples, locations, functions }: Layout): number {
  return sampleTypes.count + samples.count + locations.count + functions.count;
}

function assemble(wire: Wire, layout: Layout, options: DecodeOptions): Result<Profile, ProfileProblem> {
  const strings = collectStrings(wire.bytes, layout);
  const text = new StringTable(strings);
  const context = new DecodeContext(wire, strings.count);
  checkFirstString(context, strings);
  const header = readHeader(context, layout, text);
  const mappings = readMappings(context, layout.mappings);
  const functions = readFunctions(context, layout.functions);
  const locations = readLocations(context, layout.locations, mappings.ids, functions.ids);
  const progress = (done: number): boolean =>
    options.progress?.(done === 0 ? 0 : layout.samples.start(done), wire.bytes.length) ?? true;
  const samples = readSamples(context, layout.samples, header.sampleTypes.length, locations.ids, progress);
  if (samples === 'cancelled') return failure(problem('cancelled', 'Reading the profile was cancelled.'));
  if (!context.sound) return failure(context.problem!);
  return success({
    header,
    ...samples,
    locations: locations.locations,
    lines: locations.lines,
    functions: functions.columns,
    mappings: mappings.columns,
    strings,
    text,
  });
}

function checkFirstString(context: DecodeContext, strings: StringColumns): void {
  if (strings.offsets[1] !== 0) context.report('malformed', 'The string table does not begin with the empty string.');
}

const notAProfile = problem(
  'not-a-profile',
  'This is not a pprof profile. Open a file that runtime/pprof, net/http/pprof or go test -cpuprofile wrote.',
);
const truncated = problem(
  'truncated',
  'The profile ends in the middle of a record or is damaged. Record it again, or copy it again in binary mode.',
);
const concatenated = problem(
  'concatenated',
  'Several profiles stand one behind the other in this file. Merge them instead: go tool pprof -proto a b > merged.pb.gz',
);
