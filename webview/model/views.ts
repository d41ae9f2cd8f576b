import type { Profile } from '../../profile/profile.ts';
import type { ViewName } from '../../protocol/webview.ts';

interface Has {
  readonly series: boolean;
  readonly goroutines: boolean;
  readonly comparison: boolean;
  readonly labels: boolean;
}

/** The views of a profile, in the order of their tabs. */
export const viewsOf = (has: Has): readonly ViewName[] => [
  ...(has.series ? (['series'] as const) : []),
  ...(has.goroutines ? (['goroutines'] as const) : []),
  'flame',
  'table',
  ...(has.comparison ? (['changes'] as const) : []),
  'callers',
  'graph',
  'source',
  ...(has.labels ? (['labels'] as const) : []),
];

/** Some profiles have none at all. */
export const hasLabels = ({ labels }: Profile): boolean => labels.key.length > 0;

/** What the stacks of a threadcreate profile are of. */
export const isThreads = ({ header }: Profile): boolean =>
  header.sampleTypes.some(({ type }) => type === 'threadcreate');
