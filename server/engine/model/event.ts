import type { Code } from './code.ts';

/** An event of a run, for telling it. */
export interface Event {
  readonly process: number;
  readonly code: Code;
  readonly pc: number;
  /** Clause of a select; -1 for its default, and for everything else. */
  readonly clause: number;
  /** The answer to a test; of a receive, whether a value came (and not the end of the channel). */
  readonly answer?: boolean;
  /** Of a test: nothing in the code gave the answer. */
  readonly isOpen?: boolean;
  /** The goroutine that is started, or with which it meets. */
  readonly partner?: number;
  /** The call that stands for it in the source, where the code has no place of its own (a cancel function). */
  readonly call?: { readonly code: Code; readonly pc: number };
  /** It is a context at which it waited. */
  readonly isContext?: boolean;
  /** Where the objects of the operation were made; of a select, one for each case. */
  readonly sites: readonly number[];
}

/** An object that strangers have got hold of by an instruction. */
export interface Opened {
  /** Its index in the heap of the transition. */
  readonly object: number;
  readonly code: Code;
  readonly pc: number;
}
