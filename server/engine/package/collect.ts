import type { Decl } from '../syntax/ast.ts';
import { Reads } from './asking.ts';
import type { PackageFact } from './facts.ts';
import type { JoinedPackage } from './package.ts';
import { mentions } from './words.ts';

/** What is asked once per declaration, and answered from memory while nothing that the answer rests on changes. */
export interface Question<T> {
  readonly name: string;
  /** Plain data and places, as `PackageFact.of`. */
  readonly answer: (decl: Decl) => T;
}

/** Answers a question, from memory where that still holds. */
export function recalled<T>(
  pkg: JoinedPackage,
  { name, answer }: Question<T>,
  decl: Decl,
  isStill: (fact: PackageFact<unknown>, value: string) => boolean,
): T {
  const { memory, asking } = pkg;
  if (!memory) return asking.from(() => answer(decl), undefined);
  const kept = memory.recall(name, decl, pkg, isStill);
  if (kept) return kept.value as T;
  const reads = new Reads();
  const found = asking.from(() => answer(decl), reads);
  memory.keep(name, decl, found, reads, pkg);
  return found;
}

export interface Collected {
  readonly values: readonly unknown[];
  /** Tells whether the fact is what it was; places count from their declarations. */
  stamp(): string;
}

/** What all functions of a package have to say to a question, in the order of the source. */
export function collected(pkg: JoinedPackage, fact: PackageFact<unknown>): Collected {
  const values: unknown[] = [];
  const stamps: unknown[] = [];
  const question: Question<readonly unknown[]> = {
    name: `fact ${fact.name}`,
    answer: (decl) => pkg.functionsIn(decl).flatMap((fn) => [...fact.of(fn)]),
  };
  for (const file of pkg.files)
    for (const decl of file.decls) {
      if (!mayHaveFunctions(decl) || (fact.words && !fact.words.some((w) => mentions(decl, w)))) continue;
      const own = pkg.recall(question, decl);
      if (own.length === 0) continue;
      values.push(...own);
      stamps.push([file.name, pkg.startOf(decl), own]);
    }
  let stamp: string | undefined;
  return {
    values,
    stamp: () => {
      stamp ??= stampOf(stamps);
      return stamp;
    },
  };
}

/** Functions, and the literals in package variables. */
export const mayHaveFunctions = ({ syntax, text }: Decl): boolean =>
  syntax.kind === 'FuncDecl' || (syntax.kind === 'GenDecl' && text.includes('func'));

/** Places of one declaration move together: what counts is where they are in it. */
function stampOf(all: readonly unknown[]): string {
  return all
    .map((entry) => {
      const [file, start, own] = entry as [string, number, unknown];
      return JSON.stringify(own, (_, v: unknown) =>
        typeof v === 'object' && v !== null && 'file' in v && 'start' in v && 'end' in v && v.file === file
          ? { ...v, start: Number(v.start) - start, end: Number(v.end) - start }
          : v,
      );
    })
    .join('\n');
}
