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
  const found: Recalled<T>[] = [];
  for (const file of pkg.files) {
    const speaking = pkg.memory?.speakingIn(question.name, file);
    const spoke = new Set<Decl>();
    for (const decl of speaking ?? file.decls) {
      if (!speaking && !isAsked(decl)) continue;
      const values = pkg.recall(question, decl);
      if (values.length === 0) continue;
      spoke.add(decl);
      found.push({ decl, values });
    }
    if (!speaking) pkg.memory?.noteSpeaking(question.name, file, (d) => !spoke.has(d));
  }
  return found;
}

export interface Collected {
  readonly values: readonly unknown[];
  /** Tells whether the fact is what it was; places count from their declarations. */
  stamp(): string;
}

/** What all functions of a package have to say to a question, in the order of the source. */
export function collected(pkg: JoinedPackage, fact: PackageFact<unknown>): Collected {
  const question: Question<readonly unknown[]> = {
    name: `fact ${fact.name}`,
    answer: (decl) => pkg.functionsIn(decl).flatMap((fn) => [...fact.of(fn)]),
  };
  const all = pkg.recallAll(
    question,
    (decl) => mayHaveFunctions(decl) && (fact.words?.some((w) => mentions(decl, w)) ?? true),
  );
  let stamp: string | undefined;
  return {
    values: all.flatMap((r) => r.values),
    stamp: () => {
      stamp ??= all.map((r) => pkg.memory?.stampOf(question.name, r.decl)).join('\n');
      return stamp;
    },
  };
}

/** Functions, and the literals in package variables. */
export const mayHaveFunctions = ({ syntax, text }: Decl): boolean =>
  syntax.kind === 'FuncDecl' || (syntax.kind === 'GenDecl' && text.includes('func'));
