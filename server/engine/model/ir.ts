import type { Place } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Value } from './machine/value.ts';

/** Where a value is kept: a slot of the frame `up` static links away; `up` 0 is the running function's own. */
export interface Slot {
  readonly kind: 'slot';
  readonly up: number;
  readonly index: number;
}
/** A field of the struct in a slot or in another field. `name` is resolved in the struct's layout. */
export interface FieldOf {
  readonly kind: 'field';
  readonly base: Operand;
  readonly name: string;
}
export interface Constant {
  readonly kind: 'const';
  readonly value: Value;
}
/** A value about which nothing is known, the same wherever it is copied to. */
export interface Fresh {
  readonly kind: 'fresh';
}
/** `n`, `a + b`, `a - b` over integers; anything else is fresh. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly op: '+' | '-' | '*';
  readonly x: Operand;
  readonly y: Operand;
}
export type Operand = Slot | FieldOf | Constant | Fresh | Arithmetic;
export type Target = Slot | FieldOf;

export type Test =
  /** Is it nil? Channels, functions, pointers, errors. */
  | { readonly kind: 'isNil'; readonly x: Operand }
  | { readonly kind: 'isTrue'; readonly x: Operand }
  | { readonly kind: 'compare'; readonly op: '==' | '<' | '<='; readonly x: Operand; readonly y: Operand }
  /** `ctx.Err() != nil` */
  | { readonly kind: 'isCancelled'; readonly x: Operand };

export interface SelectCase {
  readonly direction: 'send' | 'receive';
  readonly channel: Operand;
  readonly value: Operand | undefined;
  readonly into: Target | undefined;
  readonly ok: Target | undefined;
  readonly next: number;
  readonly place: Place;
}

/** Instructions of the model. `next` is an index into the code's instructions. */
export type Instruction =
  | { op: 'jump'; next: number }
  | { op: 'set'; target: Target; value: Operand; next: number }
  | { op: 'test'; test: Test; yes: number; no: number; place: Place }
  /** A free choice: nothing is known of the condition. `why[i]` says in words what choosing i means. */
  | { op: 'choose'; next: number[]; places: (Place | undefined)[]; why: (string | undefined)[] }
  | { op: 'makeChan'; target: Target; capacity: Operand; site: number; next: number }
  | { op: 'makeSync'; target: Target; what: 'mutex' | 'group' | 'once'; site: number; next: number }
  | { op: 'makeCond'; target: Target; mutex: Operand; site: number; next: number }
  | {
      op: 'makeContext';
      context: Target;
      cancel: Target | undefined;
      parent: Operand;
      timed: boolean;
      site: number;
      next: number;
    }
  | {
      op: 'makeStruct';
      target: Target;
      layout: number;
      fields: readonly { name: string; value: Operand }[];
      next: number;
    }
  | { op: 'makeClosure'; target: Target; code: FunctionUnit; captured: readonly Operand[]; next: number }
  | { op: 'send'; channel: Operand; value: Operand; next: number; place: Place }
  | { op: 'receive'; channel: Operand; into: Target | undefined; ok: Target | undefined; next: number; place: Place }
  /** `range` over a channel. */
  | { op: 'rangeChan'; channel: Operand; into: Target | undefined; more: number; done: number; place: Place }
  | { op: 'select'; cases: readonly SelectCase[]; otherwise: number | undefined; place: Place }
  | { op: 'close'; channel: Operand; next: number; place: Place }
  | { op: 'lock' | 'unlock' | 'rlock' | 'runlock'; mutex: Operand; next: number; place: Place }
  | { op: 'add'; group: Operand; delta: Operand; next: number; place: Place }
  | { op: 'wait'; group: Operand; next: number; place: Place }
  | { op: 'condWait'; cond: Operand; next: number; place: Place }
  | { op: 'signal'; cond: Operand; all: boolean; next: number; place: Place }
  | { op: 'cancel'; context: Operand; next: number; place: Place }
  | {
      op: 'call';
      callee: FunctionUnit | Operand;
      once: Operand | undefined;
      args: readonly Operand[];
      results: readonly (Target | undefined)[];
      next: number;
      place: Place;
    }
  | { op: 'go'; callee: FunctionUnit | Operand; args: readonly Operand[]; site: number; next: number; place: Place }
  /** Registers deferred segment `segment`. */
  | { op: 'defer'; segment: number; next: number }
  /** Runs the registered defers, last first, then returns the result slots. */
  | { op: 'leave'; how: 'return' | 'goexit'; place: Place }
  /** The process ends, or something happens that the model does not know: no verdict from here on. */
  | { op: 'giveUp'; why: string }
  /** Strangers may from now on do `capabilities` to the channel (and anything to other objects) behind the value. */
  | { op: 'escape'; value: Operand; capabilities: number; next: number }
  | { op: 'spin' };

export interface Code {
  readonly function: FunctionUnit;
  readonly instructions: readonly Instruction[];
  readonly entry: number;
  readonly slots: number;
  /** Slots of captured values come first, then parameters (receiver first). */
  readonly captured: number;
  readonly parameters: number;
  readonly results: readonly Slot[];
  /** First instruction of each deferred call. */
  readonly segments: readonly number[];
  /** The slot that holds the registered defers as a base-32 number, last in the lowest digit. */
  readonly defers: number;
}

/** A place of creation or of a `go` statement, for telling the run. */
export interface Site {
  readonly place: Place;
  readonly name: string;
}
