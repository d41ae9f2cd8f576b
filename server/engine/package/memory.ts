import { Published } from '../published.ts';
import type { Decl, SourceFile } from '../syntax/ast.ts';
import { anchored, type Ground, placed } from './anchors.ts';
import type { Reads } from './asking.ts';
import { type Changes, changes } from './changes.ts';
import { Dependents } from './dependents.ts';
import type { PackageFact } from './facts.ts';
import { Answers, type FilePart, type Kept } from './kept.ts';
import type { JoinedPackage } from './package.ts';
import { Terrain } from './terrain.ts';
import { hashOf, mentions } from './words.ts';

const maxSuspects = 40;

const none: readonly never[] = [];
/** Most lists are empty, and there are many. */
const listed = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? none : list);

/**
 * What is kept of a package from one edit to the next: the answers about each of its declarations, with what they rest
 * on. An answer is kept while its declaration, what it rests on, and the outlines of all that these mention stay as they
 * are; it is the one that would be found again.
 */
export class PackageMemory {
  readonly terrain = new Terrain();
  readonly published = new Published();
  readonly #answers = new Map<string, Answers>();
  readonly #dependents = new Dependents();
  #files: ReadonlyMap<string, SourceFile> = new Map();
  #environment = '';

  /** Forgets what a change has touched. `environment` is all that is not the files' own; another one is another package. */
  update(files: ReadonlyMap<string, SourceFile>, environment: string): void {
    if (environment !== this.#environment) {
      this.#answers.clear();
      this.#dependents.clear();
    } else if (this.#answers.size > 0) {
      this.#forgetTouched(changes(this.#files, files));
      this.#noteMoves(files);
    }
    this.terrain.update(files);
    this.#files = files;
    this.#environment = environment;
  }

  #forgetTouched(changed: Changes): void {
    if (changed.decls.size === 0 && changed.words.size === 0 && changed.outlines.size === 0) return;
    for (const decl of changed.decls)
      for (const answers of this.#answers.values()) {
        const kept = answers.all.get(decl);
        if (kept) this.#forget(kept);
      }
    for (const kept of this.#dependents.touchedBy(changed)) this.#forget(kept);
    for (const kept of this.#dependents.suspicious(changed)) {
      kept.suspects ??= new Set();
      for (const d of changed.decls) kept.suspects.add(d);
      // Nobody has asked for a long time: what is kept must not grow with the edits.
      if (kept.suspects.size > maxSuspects) this.#forget(kept);
      else kept.of.moved.add(kept.file);
    }
  }

  #forget(kept: Kept): void {
    this.#dependents.remove(kept);
    kept.of.all.delete(kept.decl);
    kept.of.parts.delete(kept.file);
  }

  /** Answers with places in a file that has changed are placed again. */
  #noteMoves(files: ReadonlyMap<string, SourceFile>): void {
    const names = [...new Set([...this.#files.keys(), ...files.keys()])];
    const changed = names.filter((name) => this.#files.get(name) !== files.get(name));
    if (changed.length === 0) return;
    for (const answers of this.#answers.values())
      for (const [name, part] of answers.parts)
        if (!files.has(name)) answers.parts.delete(name);
        else if (changed.some((c) => part.places.has(c))) answers.moved.add(name);
  }

  keep(question: string, decl: Decl, answer: unknown, reads: Reads, ground: Ground): void {
    const of = this.#of(question);
    const before = of.all.get(decl);
    if (before) this.#forget(before);
    const facts = [...reads.facts];
    const kept: Kept = {
      of,
      decl,
      file: this.terrain.at(decl)?.file.name ?? '',
      answer: anchored(answer, ground),
      isSilent: facts.length === 0 && Array.isArray(answer) && answer.length === 0,
      decls: listed([...reads.decls].filter((d) => d !== decl)),
      names: listed([...reads.names].map(hashOf)),
      mentions: listed([...reads.mentions.values()].map((m) => ({ ...m, hash: hashOf(m.word) }))),
      suspects: undefined,
      outlines: listed([...reads.outlines].map(hashOf)),
      facts: listed(facts),
      everything: reads.everything,
    };
    of.all.set(decl, kept);
    this.#dependents.add(kept);
  }

  recall(question: string, decl: Decl, pkg: JoinedPackage): { readonly value: unknown } | undefined {
    const kept = this.#answers.get(question)?.all.get(decl);
    if (!kept?.facts.every(([fact, version]) => pkg.versionOf(fact) === version)) return undefined;
    for (const suspect of kept.suspects ?? none)
      if (this.terrain.at(suspect) && kept.mentions.some((m) => mentions(suspect, m.word) && m.isIn(pkg, suspect)))
        return undefined;
    kept.suspects = undefined;
    return placed(kept.answer, pkg);
  }

  /** Is it known, without looking, that the declaration has nothing to say? */
  isSilent(question: string, decl: Decl): boolean {
    const kept = this.#answers.get(question)?.all.get(decl);
    return kept?.isSilent === true && kept.suspects === undefined;
  }

  /** What is known of a file: `isPlaced` tells that all in it stands, and may be taken as it is. */
  partOf(question: string, file: SourceFile, pkg: JoinedPackage): { part: FilePart; isPlaced: boolean } | undefined {
    const answers = this.#answers.get(question);
    const part = answers?.parts.get(file.name);
    if (!answers || part?.file !== file) return undefined;
    const isPlaced =
      !answers.moved.has(file.name) && [...part.facts].every(([fact, version]) => pkg.versionOf(fact) === version);
    return { part, isPlaced };
  }

  /** Keeps what the declarations of a file have said. */
  keepPart(question: string, file: SourceFile, found: FilePart['found']): void {
    const of = this.#of(question);
    const spoke = new Set(found.map((r) => r.decl));
    const facts = new Map<PackageFact<unknown>, number>();
    const places = new Set<string>();
    const stamps: string[] = [];
    const speaking: Decl[] = [];
    for (const decl of file.decls) {
      const kept = of.all.get(decl);
      if (spoke.has(decl) || (kept && !kept.isSilent)) speaking.push(decl);
      if (!kept) continue;
      for (const [fact, version] of kept.facts) facts.set(fact, version);
      for (const name of kept.answer.files) places.add(name);
      if (spoke.has(decl)) stamps.push(kept.answer.stamp);
    }
    of.parts.set(file.name, { file, speaking, found, facts, places, stamp: stamps.join('\n') });
    of.moved.delete(file.name);
  }

  /** Tells whether the answers to a question are what they were. */
  versionOf(question: string, files: readonly SourceFile[]): number {
    return this.#of(question).versionOf(files);
  }

  #of(question: string): Answers {
    const answers = this.#answers.get(question) ?? new Answers();
    this.#answers.set(question, answers);
    return answers;
  }

  /** How many answers are kept, and entries about what they rest on. */
  get size(): number {
    let size = this.#dependents.size;
    for (const { all } of this.#answers.values()) size += all.size;
    return size;
  }
}
