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
