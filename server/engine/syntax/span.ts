import type { Span } from './ast.ts';

/** Does the one lie in the other, or is it that? Both count from the same place. */
export const isWithin = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
