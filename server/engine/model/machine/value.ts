/**
 * Values of the communicating model: small integers, so that a state is cheap to copy, compare and hash.
 * Only what communication can depend on is kept; everything else is `TOP`, about which nothing is known.
 * A sequence (slice, map, array, string) is represented by its length.
 */
export type Value = number;

export const TOP: Value = 0;
export const NIL: Value = 1;
export const FALSE: Value = 2;
export const TRUE: Value = 3;
/** Something that is not nil, and nothing more. */
export const NON_NIL: Value = 4;

const INT_ZERO = 128;
/** Integers outside of this range are `TOP`. */
export const MAX_INT = 100;
export const MIN_INT = -100;
const FIRST_REF = 1000;

export const int = (n: number): Value => (n > MAX_INT || n < MIN_INT ? TOP : INT_ZERO + n);
export const isInt = (v: Value): boolean => v >= INT_ZERO + MIN_INT && v <= INT_ZERO + MAX_INT;
export const intOf = (v: Value): number => v - INT_ZERO;
export const bool = (b: boolean): Value => (b ? TRUE : FALSE);

/** A reference to an object of the heap. */
export const ref = (id: number): Value => FIRST_REF + 2 * id;
export const isRef = (v: Value): boolean => v >= FIRST_REF && (v - FIRST_REF) % 2 === 0;
export const refOf = (v: Value): number => (v - FIRST_REF) / 2;

/** A value that is not known but the same wherever it was copied to: it is chosen when something first depends on it. */
export const symbol = (k: number): Value => FIRST_REF + 1 + 2 * k;
export const isSymbol = (v: Value): boolean => v >= FIRST_REF && (v - FIRST_REF) % 2 === 1;
export const symbolOf = (v: Value): number => (v - FIRST_REF - 1) / 2;
