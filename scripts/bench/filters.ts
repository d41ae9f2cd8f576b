import { callTree } from '../../profile/callTree.ts';
import { flameRows } from '../../profile/flameRows.ts';
import { labelFacets } from '../../profile/labels/facets.ts';
import type { Profile } from '../../profile/profile.ts';
import { compilePattern } from '../../profile/view/pattern.ts';
import { openView, type View, type ViewSpec } from '../../profile/view.ts';

/** What is measured: from the filter to the rows of the flame graph, as the page makes them. */
const filters: Readonly<Record<string, ViewSpec>> = {
  none: {},
  focus: { focus: 'package1\\.' },
  'focus, two': { focus: ['package1', 'package2'] },
  ignore: { ignore: 'package1\\.' },
  hide: { hide: 'package[0-4]' },
  show: { show: 'package[0-4]' },
  show_from: { showFrom: 'package1\\.' },
  prune_from: { pruneFrom: 'package1\\.' },
  owners: { hiddenOwners: ['standard', 'runtime'] },
  lines: { granularity: 'lines' },
};
const tagFilters: Readonly<Record<string, ViewSpec>> = {
  tagfocus: { tagFocus: 'bytes=1kb:' },
  tagroot: { tagRoot: ['bytes'] },
};

/** Milliseconds of work by what was done: each filter, a search over all names, and the facets of the labels. */
export function filterTimes(profile: Profile, rounds: number): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const hasLabels = profile.labels.key.length > 0;
  for (const [name, spec] of Object.entries({ ...filters, ...(hasLabels ? tagFilters : {}) })) {
    times.set(
      name,
      median(rounds, () => shown(profile, spec)),
    );
  }
  const view = viewOf(profile, {});
  times.set(
    'search',
    median(rounds, () => {
      const pattern = compilePattern('search', '(?i)METHOD[0-9]*7');
      return pattern.ok && view.frames.name.filter((frame) => pattern.value(frame)).length;
    }),
  );
  if (hasLabels)
    times.set(
      'labels',
      median(rounds, () => labelFacets(view, profile.header.defaultSampleType)),
    );
  return times;
}

function shown(profile: Profile, spec: ViewSpec): unknown {
  const view = viewOf(profile, spec);
  const weights = view.weights[profile.header.defaultSampleType]!;
  return flameRows(callTree(view, { direction: 'callees', weights, minShare: 1 / 4096 }));
}

function viewOf(profile: Profile, spec: ViewSpec): View {
  const view = openView(profile, spec);
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

function median(rounds: number, work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    // The processor's time: what else the machine does shall not count.
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return times.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0;
}
