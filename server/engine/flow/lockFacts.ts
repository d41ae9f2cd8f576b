import type { Obj } from '../facts/objects.ts';
import type { Place } from '../finding.ts';
import type { PackageFact } from '../package/facts.ts';
import { nestedLocks } from './heldLocks.ts';
import { type LockEffect, lockEffects, lockName } from './lockEffects.ts';
import { type LockCall, ownLockCalls } from './locks.ts';
import { identity } from './paths.ts';

/** A lock as the whole package can speak of it. */
export interface LockFact {
  /** As a reader would name the mutex in its function. */
  readonly name: string;
  /** Equal for two locks of the same field of a type, or of the same variable; undefined where that is lost. */
  readonly kind: string | undefined;
  readonly what: LockEffect['what'];
  readonly place: Place;
}

/** Every lock that a function takes itself. */
export const ownLocks: PackageFact<LockFact> = {
  name: 'own locks',
  words: ['Lock', 'RLock'],
  of: (fn) =>
    lockEffects(fn).flatMap((e) => {
      const [place] = e.chain.length === 1 ? e.chain : [];
      return place ? [{ name: lockName(e), kind: kindKey(e), what: e.what, place }] : [];
    }),
};

/** An operation on a mutex, by the last part of its name. */
export interface LockOperation {
  readonly last: string;
  readonly what: LockCall['what'];
  readonly place: Place;
}

/** Every operation on a mutex in a function's own body. */
export const lockOperations: PackageFact<LockOperation> = {
  name: 'lock operations',
  words: ['Lock', 'RLock', 'Unlock', 'RUnlock', 'TryLock', 'TryRLock'],
  of: (fn) =>
    ownLockCalls(fn).map(({ call, path, what }) => ({
      last: path.slice(path.lastIndexOf('.') + 1),
      what,
      place: fn.place(call),
    })),
};

/** A lock that is taken, here or in a callee, while another one is held. */
export interface NestedLock {
  readonly function: string;
  /** In a test's file, and in a test function itself: what it locks, only that test does. */
  readonly isOfTests: boolean;
  readonly isTest: boolean;
  readonly outer: LockFact;
  readonly inner: LockFact;
  /** From the call (or lock) in the function down to the inner lock. */
  readonly chain: readonly Place[];
  /** Where the function is, and which of its steps takes the inner lock. */
  readonly within: Place;
  readonly step: number;
}

export const nestedByFunction: PackageFact<NestedLock> = {
  name: 'nested locks',
  of: (fn) => {
    const steps: unknown[] = [];
    return nestedLocks(fn).flatMap(({ outer, inner, isSame }) => {
      if (isSame) return [];
      if (!steps.includes(inner.item)) steps.push(inner.item);
      const fact = (e: LockEffect): LockFact => ({
        name: lockName(e),
        kind: kindKey(e),
        what: e.what,
        place: fn.place(e.call),
      });
      return [
        {
          function: fn.name,
          isOfTests: fn.file.isTest,
          isTest: fn.file.isTest && /^(Test|Benchmark|Fuzz|Example)/.test(fn.name),
          outer: fact(outer),
          inner: fact(inner),
          chain: inner.chain,
          within: fn.place(fn.syntax),
          step: steps.indexOf(inner.item),
        },
      ];
    });
  },
};

export const kindKey = ({ kind }: Pick<LockEffect, 'kind'>): string | undefined =>
  typeof kind === 'object' ? variableKey(kind) : kind;

const variableKey = (v: Obj): string => (v.kind === 'var' ? `var ${v.name}` : `local ${v.name} ${identity(v)}`);
