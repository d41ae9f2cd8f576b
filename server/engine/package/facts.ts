import { perView } from './asking.ts';
import type { FunctionUnit } from './view.ts';

/**
 * What every function has to say to a question about the whole package. Asked once per function, kept while nothing that
 * the answer rests on changes, and read by `PackageView.collect`.
 */
export interface PackageFact<T> {
  /** Tells facts apart. */
  readonly name: string;
  /** Plain data: texts, numbers, lists, objects of them, and places. Nothing that belongs to a view. */
  readonly of: (fn: FunctionUnit) => readonly T[];
  /** Only declarations that mention one of these words are asked. */
  readonly words?: readonly string[];
}

/**
 * What follows from all that the functions say, by name: who asks for it rests on that alone, and not on every word. Read by
 * `PackageView.conclude`.
 */
export interface Conclusion<T> {
  readonly name: string;
  readonly from: PackageFact<T>;
  readonly of: (said: readonly T[]) => ReadonlyMap<string, string>;
}

/** Whatever has versions that answers rest on. */
export type Fact = PackageFact<unknown> | Conclusion<unknown>;

/** Where a fact could not be found out, by a bug. */
export interface Fault {
  readonly fact: string;
  readonly where: string;
  readonly error: unknown;
}

/** In a view, since the last time that somebody looked. */
export const faultsIn = perView((): Fault[] => []);

/** What a function has to say. A fact that throws loses what that function says only. */
export function said<T>(fact: PackageFact<T>, fn: FunctionUnit): readonly T[] {
  try {
    return fact.of(fn);
  } catch (error) {
    faultsIn(fn.package).push({ fact: fact.name, where: `${fn.file.name} ${fn.name}`, error });
    return [];
  }
}
