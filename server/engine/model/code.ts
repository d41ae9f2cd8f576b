import type { Place } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Value } from './value.ts';

/** A place in code that is known when the code around it has been lowered. */
export interface Label {
  at: number;
}

/** What is evaluated without communicating. Slots belong to the running activation. */
export type Operand =
  | { readonly kind: 'const'; readonly value: Value }
  | { readonly kind: 'slot'; readonly slot: number }
  /** A variable that closures share and somebody assigns: the slot refers to a cell. */
  | { readonly kind: 'cell'; readonly slot: number }
  | { readonly kind: 'global'; readonly index: number }
  /** `layout`: what the base points to, so that an unknown struct can be made up when it is first looked into. */
  | { readonly kind: 'field'; readonly base: Operand; readonly name: string; readonly layout: number | undefined }
  | { readonly kind: 'element'; readonly base: Operand; readonly index: Operand }
  | { readonly kind: 'length'; readonly x: Operand }
  | { readonly kind: 'not'; readonly x: Operand }
  | { readonly kind: 'sum'; readonly op: '+' | '-'; readonly x: Operand; readonly y: Operand }
  | { readonly kind: 'compare'; readonly op: '==' | '<' | '<='; readonly x: Operand; readonly y: Operand }
  /** `ctx.Err()` */
  | { readonly kind: 'contextError'; readonly x: Operand };

export type Target = Operand & { readonly kind: 'slot' | 'cell' | 'global' | 'field' | 'element' };

export const unknownOperand: Operand = { kind: 'const', value: 0 };

export interface SelectCase {
  readonly direction: 'send' | 'receive';
  readonly channel: Operand;
  readonly value: Operand;
  readonly into: Target | undefined;
  readonly ok: Target | undefined;
  readonly next: Label;
  readonly at: Span;
}

/** Relative to the declaration of the code's function, as in the syntax. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type MakeKind = 'map' | 'chan' | 'mutex' | 'group' | 'once' | 'cond' | 'context' | 'timer' | 'cell';
export type SyncOp =
  | 'Lock'
  | 'Unlock'
  | 'RLock'
  | 'RUnlock'
  | 'Add'
  | 'Wait'
  | 'condWait'
  | 'Signal'
  | 'Broadcast'
  | 'cancel'
  | 'onceEnter'
  | 'onceLeave'
  | 'stopTimer';

export type CalleeRef =
  | { readonly kind: 'code'; readonly function: FunctionUnit }
  | { readonly kind: 'thunk'; readonly code: Code }
  | { readonly kind: 'value'; readonly value: Operand }
  | { readonly kind: 'method'; readonly receiver: Operand; readonly name: string };

/**
 * What a test asks, where it is not the condition that stands there: whether a loop over something goes round again,
 * whether a received value was one, whether a `sync.Once` runs its function, whether a case of a switch applies, whether
 * a loop is left at its end; `aside` is what the reader need not hear of.
 */
export type TestOf = 'loop' | 'received' | 'once' | 'case' | 'left' | 'aside';

/** Instructions fall through to the next one unless they name labels. */
export type Instruction = { readonly at: Span } & (
  | { readonly op: 'jump'; readonly to: Label }
  | { readonly op: 'set'; readonly target: Target; readonly value: Operand }
  | {
      readonly op: 'test';
      readonly condition: Operand;
      readonly yes: Label;
      readonly no: Label;
      readonly of?: TestOf;
      /** The answer where the code leaves it open. */
      readonly assumed?: boolean;
      /** Asks whether an error is nil, as it is as a rule. */
      readonly isOfError?: boolean;
    }
  | { readonly op: 'choose'; readonly targets: readonly Label[] }
  /** `capacity` of a channel; the mutex of a cond; the parent of a context. `fires`: by itself, after some time. */
  | {
      readonly op: 'make';
      readonly what: MakeKind;
      readonly target: Target;
      readonly from: Operand;
      readonly fires: boolean;
      readonly name: string;
    }
  | { readonly op: 'struct'; readonly target: Target; readonly layout: number; readonly isUnknown: boolean }
  /** A value is stored in a map, or (without one) taken out of it. */
  | { readonly op: 'put'; readonly map: Operand; readonly key: Operand; readonly value: Operand | undefined }
  | {
      readonly op: 'lookup';
      readonly map: Operand;
      readonly key: Operand;
      readonly target: Target;
      readonly ok: Target | undefined;
      /** What a missing entry gives. */
      readonly zero: Operand;
    }
  /** Keys and values of a map as sequences, for a range over it. */
  | { readonly op: 'entries'; readonly map: Operand; readonly keys: Target; readonly values: Target }
  | { readonly op: 'append'; readonly target: Target; readonly base: Operand; readonly values: readonly Operand[] }
  | {
      readonly op: 'closure';
      readonly target: Target;
      readonly callee: FunctionUnit | Code;
      readonly captured: readonly Operand[];
    }
  | { readonly op: 'send'; readonly channel: Operand; readonly value: Operand }
  | {
      readonly op: 'receive';
      readonly channel: Operand;
      readonly into: Target | undefined;
      readonly ok: Target | undefined;
      readonly isRange: boolean;
    }
  | { readonly op: 'select'; readonly cases: readonly SelectCase[]; readonly otherwise: Label | undefined }
  | { readonly op: 'close'; readonly channel: Operand }
  | { readonly op: 'sync'; readonly what: SyncOp; readonly object: Operand; readonly amount: Operand }
  | {
      readonly op: 'call';
      readonly callee: CalleeRef;
      readonly args: readonly Operand[];
      readonly results: readonly (Target | undefined)[];
      /** It is whoever uses a type of the package that calls. */
      readonly byUser?: boolean;
    }
  | { readonly op: 'go'; readonly callee: CalleeRef; readonly args: readonly Operand[]; readonly byUser?: boolean }
  | { readonly op: 'defer'; readonly code: Code; readonly args: readonly Operand[] }
  | { readonly op: 'leave' }
  /** The process ends, or this run goes on in a way that the model does not follow. */
  | { readonly op: 'stop' }
  | { readonly op: 'goexit' }
  | { readonly op: 'escape'; readonly value: Operand; readonly rights: number }
);

/** Where an instruction may go on that does not fall through to the next one. */
export function jumpsOf(i: Instruction): readonly number[] {
  switch (i.op) {
    case 'jump':
      return [i.to.at];
    case 'test':
      return [i.yes.at, i.no.at];
    case 'choose':
      return i.targets.map((t) => t.at);
    case 'select':
      return [...i.cases.map((c) => c.next.at), ...(i.otherwise ? [i.otherwise.at] : [])];
    default:
      return [];
  }
}

/** A function, or a deferred or spawned call, as the machine runs it. Captured values come first in the slots, then parameters (receiver first). */
export interface Code {
  readonly id: number;
  readonly function: FunctionUnit;
  readonly instructions: readonly Instruction[];
  readonly slots: number;
  readonly parameters: number;
  /** Where `return` has put the results. */
  readonly results: readonly Operand[];
  /** The `leave` instruction. */
  readonly leave: number;
  /** `live[pc]`: the slots whose values may still be read from there on. */
  readonly live: readonly Uint8Array[];
}

export const placeOf = (code: Code, at: Span): Place => code.function.place(at);

export interface Layout {
  readonly id: number;
  /** Type name in the package; "" for anonymous structs. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, number>;
}
