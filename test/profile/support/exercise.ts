import { Profile as OtherProfile } from 'pprof-format';
import { callTree } from '../../../profile/callTree.ts';
import { decodeProfile } from '../../../profile/decode.ts';
import { flameRows } from '../../../profile/flameRows.ts';
import { readGoroutineDump } from '../../../profile/goroutines/dump.ts';
import { goroutineGroups } from '../../../profile/goroutines/fromProfile.ts';
import { inlineMarks } from '../../../profile/inlining.ts';
import { labelFacets } from '../../../profile/labels/facets.ts';
import { lineTotals } from '../../../profile/lineTotals.ts';
import type { Profile } from '../../../profile/profile.ts';
import { topTable } from '../../../profile/top.ts';
import { openView } from '../../../profile/view.ts';

export type Verdict = 'refused' | 'read' | 'read by both';

/**
 * Does all that can be done with the bytes of a profile; whatever they are, nothing may throw. Throws itself where the
 * sums differ from those of pprof-format, if that reader takes the bytes too.
 */
export function exerciseProfile(bytes: Uint8Array): Verdict {
  const decoded = decodeProfile(bytes);
  if (!decoded.ok) return 'refused';
  const profile = decoded.value;
  viewAll(profile);
  const theirs = otherSums(bytes, profile);
  if (theirs === undefined) return 'read';
  const ours = profile.samples.values.map((column) => column.reduce((sum, value) => sum + value, 0));
  if (ours.some((sum, type) => !nearlyEqual(sum, theirs[type]!))) throw new Error(`sums ${ours} but ${theirs}`);
  return 'read by both';
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
  const view = openView(profile, { hide: 'runtime', tagFocus: 'a|b', granularity: 'lines' });
  const plain = openView(profile, {});
  if (!view.ok || !plain.ok) throw new Error('a view was refused');
  for (let type = 0; type < profile.header.sampleTypes.length; type++) {
    topTable(view.value, type);
    const options = { direction: 'callees', weights: plain.value.weights[type]!, minShare: 0.001 } as const;
    flameRows(callTree(plain.value, options));
    inlineMarks(plain.value, type);
    lineTotals(profile, type);
    labelFacets(plain.value, type);
  }
  if (profile.header.sampleTypes.length > 0) goroutineGroups(profile);
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

function nearlyEqual(left: number, right: number): boolean {
  return left === right || Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
}
