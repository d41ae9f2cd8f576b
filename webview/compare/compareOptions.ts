import type { Colouring } from './growth.ts';

/** How two profiles are compared. */
export interface CompareOptions {
  readonly normalize: boolean;
  readonly colouring: Colouring;
}

export const plainComparison: CompareOptions = { normalize: false, colouring: 'absolute' };
