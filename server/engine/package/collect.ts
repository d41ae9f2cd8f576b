import type { Decl, SourceFile } from '../syntax/ast.ts';
import { Reads } from './asking.ts';
import { type PackageFact, said } from './facts.ts';
import type { JoinedPackage } from './package.ts';
import { mentions } from './words.ts';

/** What is asked once per declaration, and answered from memory while nothing that the answer rests on changes. */
export interface Question<T> {
  readonly name: string;
  /** Plain data and places, as `PackageFact.of`. */
  readonly answer: (decl: Decl) => T;
}

/** Answers a question, from memory where that still holds. */
export function recalled<T>(pkg: JoinedPackage, { name, answer }: Question<T>, decl: Decl): T {
  const { memory, asking } = pkg;
  if (!memory) return asking.from(() => answer(decl), undefined);
  const kept = memory.recall(name, decl, pkg);
  if (kept) return kept.value as T;
  const reads = new Reads();
  const found = asking.from(() => answer(decl), reads);
  memory.keep(name, decl, found, reads, pkg);
  return found;
}

export interface Recalled<T> {
  readonly decl: Decl;
  readonly values: readonly T[];
}

/** The answers to a question by all declarations for which `isAsked` holds and that have something to say. */
export function recalledAll<T>(
  pkg: JoinedPackage,
  question: Question<readonly T[]>,
  isAsked: (decl: Decl) => boolean,
): Recalled<T>[] {
  const all: Recalled<T>[] = [];
  for (const file of pkg.files) for (const found of recalledIn(pkg, file, question, isAsked)) all.push(found);
  return all;
}

/** Of a file in which and around which nothing has changed it takes what was found before. */
function recalledIn<T>(
  pkg: JoinedPackage,
  file: SourceFile,
  question: Question<readonly T[]>,
  isAsked: (decl: Decl) => boolean,
): readonly Recalled<T>[] {
  const { memory } = pkg;
  const standing = memory?.standing(question.name, file, pkg);
  if (standing) return standing as readonly Recalled<T>[];
  const { decls, isOpen } = memory?.toAsk(question.name, file) ?? { decls: file.decls, isOpen: () => true };
  const found: Recalled<T>[] = [];
  for (const decl of decls) {
    if (isOpen(decl) && !isAsked(decl)) continue;
    const values = pkg.recall(question, decl);
    if (values.length > 0) found.push({ decl, values });
  }
  memory?.keepPart(question.name, file, decls, found);
  return found;
}

export interface Collected {
  readonly values: readonly unknown[];
  /** Another one for other values; the same where they only moved. */
  readonly version: number;
}

/** What all functions of a package have to say to a question, in the order of the source. */
export function collected(pkg: JoinedPackage, fact: PackageFact<unknown>): Collected {
  const question: Question<readonly unknown[]> = {
    name: `fact ${fact.name}`,
    answer: (decl) => pkg.functionsIn(decl).flatMap((fn) => [...said(fact, fn)]),
  };
  const all = pkg.recallAll(
    question,
    (decl) => mayHaveFunctions(decl) && (fact.words?.some((w) => mentions(decl, w)) ?? true),
  );
  const values: unknown[] = [];
  for (const r of all) for (const v of r.values) values.push(v);
  return { values, version: pkg.memory?.versionOf(question.name) ?? 0 };
}

/** Functions, and the literals in package variables. */
export const mayHaveFunctions = ({ syntax, text }: Decl): boolean =>
  syntax.kind === 'FuncDecl' || (syntax.kind === 'GenDecl' && text.includes('func'));
