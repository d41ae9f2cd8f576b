/** Small concurrent programs: what the generator makes, the printer writes as Go, and the reference interpreter runs. */
export interface Program {
  readonly channels: readonly Channel[];
  /** Whether each mutex is an RWMutex. */
  readonly mutexes: readonly boolean[];
  readonly groups: number;
  /** Whether each context has a deadline, which passes at some time. */
  readonly contexts: readonly boolean[];
  readonly onces: number;
  /** No `Add` races with a `Wait` or with another goroutine's `Done`. */
  readonly isOrdered: boolean;
  readonly body: readonly Statement[];
}

/** Capacity; undefined for a channel that is nil. */
export type Channel = number | undefined;

export interface Case {
  readonly direction: 'send' | 'receive' | 'done';
  readonly on: number;
  readonly body: readonly Statement[];
}

export type Statement =
  | { readonly kind: 'send' | 'receive' | 'close'; readonly on: number }
  | { readonly kind: 'range'; readonly on: number; readonly body: readonly Statement[] }
  | { readonly kind: 'lock' | 'unlock' | 'rlock' | 'runlock'; readonly on: number }
  | { readonly kind: 'add' | 'done' | 'wait'; readonly on: number }
  | { readonly kind: 'cancel' | 'awaitDone'; readonly on: number }
  | { readonly kind: 'go'; readonly body: readonly Statement[] }
  /** `wg.Go(func() { … })` */
  | { readonly kind: 'groupGo'; readonly on: number; readonly body: readonly Statement[] }
  | { readonly kind: 'call'; readonly body: readonly Statement[] }
  | { readonly kind: 'once'; readonly on: number; readonly body: readonly Statement[] }
  | { readonly kind: 'defer'; readonly what: Statement }
  | { readonly kind: 'select'; readonly cases: readonly Case[]; readonly otherwise: readonly Statement[] | undefined }
  /** Either, for a reason that the program does not show. */
  | { readonly kind: 'either'; readonly yes: readonly Statement[]; readonly no: readonly Statement[] }
  | { readonly kind: 'loop'; readonly times: number; readonly body: readonly Statement[] }
  | { readonly kind: 'return' | 'break' };
