import type { Profile, SampleTypeIndex } from './profile.ts';

export interface LabelValue {
  /** As tagfocus would name it: the string, or the number with its unit. */
  readonly value: string;
  readonly weight: number;
  readonly samples: number;
}

/** A label key with its values by falling weight. */
export interface LabelFacet {
  readonly key: string;
  readonly numeric: boolean;
  readonly values: readonly LabelValue[];
  /** Weight of the samples without this key. */
  readonly without: number;
}

export declare function labelFacets(profile: Profile, sampleType: SampleTypeIndex): LabelFacet[];
