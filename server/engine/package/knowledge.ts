import type { Type } from '../facts/types.ts';

/**
 * What is known of packages that are not the one looked at: the standard library (generated from Go's export data),
 * a few well-known modules (by hand), and sibling packages of the module (from their own declarations, when loaded).
 */
export interface Knowledge {
  /** The type of a package-level function, variable, constant or named type's own declaration; undefined when unknown. */
  member(path: string, name: string): Type | undefined;
  /** The underlying type of a named type. */
  underlying(path: string, name: string): Type | undefined;
  /** The signature of a method of a named type (either receiver kind), embedded ones included. */
  method(path: string, type: string, name: string): Type | undefined;
  facts(path: string, receiver: string, name: string): CallFacts | undefined;
}

/** Facts about calling a function that its type does not tell. */
export interface CallFacts {
  /** Never returns to its caller: os.Exit, log.Fatal, runtime.Goexit, (*testing.T).Fatal … */
  readonly neverReturns?: 'exits' | 'goexit' | 'panics';
  /** May block on the network, a disk, a timer or another goroutine. */
  readonly blocks?: boolean;
  /** Its result (index) must be released by this method, function value call, or field's method (`Body.Close`). */
  readonly mustRelease?: readonly { readonly result: number; readonly by: readonly string[]; readonly what: string }[];
  /** Runs its function argument (index) in a goroutine. */
  readonly spawns?: number;
  /** Runs its function argument (index) before it returns. */
  readonly calls?: number;
  /** Blocks until told to stop; a server loop. */
  readonly serves?: boolean;
}
