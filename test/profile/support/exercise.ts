import { Profile as OtherProfile } from 'pprof-format';
import { callTree } from '../../../profile/callTree.ts';
import { compareProfiles } from '../../../profile/compare.ts';
import { decodeProfile } from '../../../profile/decode.ts';
import { csvText } from '../../../profile/export/csv.ts';
import { foldedText } from '../../../profile/export/folded.ts';
import { pprofFile } from '../../../profile/export/pprofFile.ts';
import { speedscopeJson } from '../../../profile/export/speedscope.ts';
import { columnsOf } from '../../../profile/export/subject.ts';
import { flameRows } from '../../../profile/flameRows.ts';
import { readGoroutineDump } from '../../../profile/goroutines/dump.ts';
import { goroutineGroups } from '../../../profile/goroutines/fromProfile.ts';
import { drawnByDefault, trimmedGraph } from '../../../profile/graph/trimmedGraph.ts';
import { inlineMarks } from '../../../profile/inlining.ts';
import { labelFacets } from '../../../profile/labels/facets.ts';
import { readLegacy } from '../../../profile/legacy/readLegacy.ts';
import { lineTotals } from '../../../profile/lineTotals.ts';
import type { Profile } from '../../../profile/profile.ts';
import { topTable } from '../../../profile/top.ts';
import { openView, type View, type ViewSpec } from '../../../profile/view.ts';
import { checkIndices, checkSums, near } from './invariants.ts';

export type Verdict = 'refused' | 'read' | 'read by both';

/**
 * Does all that can be done with the bytes of a profile; whatever they are, nothing may throw. Throws itself where sums
 * differ from those of a plain reading, or from those of pprof-format, if that reader takes the bytes too.
 */
export function exerciseProfile(bytes: Uint8Array): Verdict {
  const decoded = decodeProfile(bytes);
  if (!decoded.ok) return 'refused';
  const profile = decoded.value;
  viewAll(profile);
  const theirs = otherSums(bytes, profile);
  if (theirs === undefined) return 'read';
  const ours = profile.samples.values.map((column) => column.reduce((sum, value) => sum + value, 0));
  if (ours.some((sum, type) => !near(sum, theirs[type]!))) throw new Error(`sums ${ours} but ${theirs}`);
  return 'read by both';
}

/** The same for the forms from before profile.proto. */
export function exerciseLegacy(bytes: Uint8Array): Verdict {
  const read = readLegacy(bytes);
  if (!read?.ok) return 'refused';
  viewAll(read.value);
  return 'read';
}

/** The same for the text of a goroutine dump. */
export function exerciseDump(bytes: Uint8Array): Verdict {
  const dump = readGoroutineDump(bytes);
  if (!dump.ok) return 'refused';
  const { total, groups } = dump.value;
  if (groups.reduce((sum, { count }) => sum + count, 0) !== total) throw new Error('groups do not add up');
  return 'read';
}

function viewAll(profile: Profile): void {
  checkIndices(profile);
  const plain = opened(profile, {});
  const views = [
    plain,
    opened(profile, { hide: 'runtime', tagFocus: 'a|b', granularity: 'lines' }),
    opened(profile, { focus: 'a', ignore: 'x', showFrom: 'main', tagLeaf: ['bytes'], noInlines: true }),
  ];
  for (let type = 0; type < profile.header.sampleTypes.length; type++) {
    const weights = plain.weights[type]!;
    for (const view of views) {
      checkSums(view, type);
      topTable(view, type);
    }
    flameRows(callTree(plain, { direction: 'callees', weights, minShare: 0.001 }));
    inlineMarks(plain, type);
    lineTotals(profile, type);
    labelFacets(plain, type);
    trimmedGraph(plain, profile.samples.values[type]!, weights, drawnByDefault);
    const column = columnsOf(plain)[type]!;
    for (const parts of [csvText(plain, column), foldedText(plain, column)]) for (const part of parts) void part;
  }
  if (profile.header.sampleTypes.length === 0) return;
  goroutineGroups(profile);
  for (const part of speedscopeJson(plain, columnsOf(plain), 0, 'x')) void part;
  const again = decodeProfile(pprofFile(plain, columnsOf(plain), 0));
  if (!again.ok) throw new Error(`what was written cannot be read: ${again.error.message}`);
  const compared = compareProfiles(profile, profile);
  if (compared.ok) opened(compared.value.profile, {});
}

function opened(profile: Profile, spec: ViewSpec): View {
  const view = openView(profile, spec);
  if (!view.ok) throw new Error(`a view was refused: ${view.error.message}`);
  return view.value;
}

/** Sums per sample type by pprof-format; undefined if it refuses the bytes or reads samples it should refuse. */
function otherSums(bytes: Uint8Array, { header }: Profile): number[] | undefined {
  let other: OtherProfile;
  try {
    other = OtherProfile.decode(bytes);
  } catch {
    return undefined;
  }
  const sums = header.sampleTypes.map(() => 0);
  for (const { value } of other.sample) {
    value.forEach((each, type) => {
      sums[type]! += Number(BigInt.asIntN(64, BigInt(each)));
    });
  }
  return sums;
}
