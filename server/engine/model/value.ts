/**
 * Values of the communicating model: small integers, so that a state is cheap to copy, compare and hash.
 * Only what communication can depend on is kept; everything else is `TOP`, about which nothing is known.
 * A sequence (slice, map, array, string) whose elements do not communicate is represented by its length.
 */
export type Value = number;

export const TOP: Value = 0;
/** `nil`, of any type. */
export const NIL: Value = 1;
export const FALSE: Value = 2;
export const TRUE: Value = 3;
/** Not nil, or not zero, and nothing more is known. */
export const NON_NIL: Value = 4;

const INT_ZERO = 128;
/** String constants that are keys of maps: one value each, in the order in which they are met. */
const FIRST_NAME = 300;
const FIRST_REF = 1000;
/** Integers further from zero than this are `TOP`. */
const MAX_INT = 64;

export const int = (n: number): Value => (n > MAX_INT || n < -MAX_INT ? TOP : INT_ZERO + n);
export const isInt = (v: Value): boolean => v >= INT_ZERO - MAX_INT && v <= INT_ZERO + MAX_INT;
export const intOf = (v: Value): number => v - INT_ZERO;
/** The value of the n-th string constant; `TOP` when there are too many. */
export const nameValue = (n: number): Value => (n < FIRST_REF - FIRST_NAME ? FIRST_NAME + n : TOP);
export const bool = (b: boolean): Value => (b ? TRUE : FALSE);

/** A reference to an object of the heap. */
export const ref = (id: number): Value => FIRST_REF + id;
export const isRef = (v: Value): boolean => v >= FIRST_REF;
export const refOf = (v: Value): number => v - FIRST_REF;
