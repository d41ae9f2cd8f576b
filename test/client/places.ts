import type { SourcePlaces } from '../../client/profiles/source/candidates.ts';

/** A machine on which nothing is known. */
export const none: SourcePlaces = {
  mapped: new Map(),
  learned: new Map(),
  modules: [],
  required: new Map(),
  standard: [],
  moduleCaches: [],
};

/** A module of the workspace. */
export const orders = { path: 'example.com/orders', folder: '/w/orders' };
