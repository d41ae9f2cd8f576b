import { Published } from '../published.ts';
import type { Decl, SourceFile } from '../syntax/ast.ts';
import { anchored, type Ground } from './anchors.ts';
import type { Reads } from './asking.ts';
import { type Changes, changes } from './changes.ts';
import { Dependents } from './dependents.ts';
import type { Fact } from './facts.ts';
import { Answers, type FilePart, type Kept } from './kept.ts';
import type { JoinedPackage } from './package.ts';
import { PackageNames } from './scope.ts';
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
  readonly names = new PackageNames();
  readonly published = new Published();
  readonly #answers = new Map<string, Answers>();
  readonly #conclusions = new Map<string, { readonly text: string; readonly version: number }>();
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
      else this.#open(kept);
    }
  }

  #forget(kept: Kept): void {
    this.#dependents.remove(kept);
    kept.of.all.delete(kept.decl);
    this.#open(kept);
  }

  #open({ of, file, decl }: Kept): void {
    const part = of.parts.get(file);
    if (!part) return;
    part.open.add(decl);
    part.isPlaced = false;
  }

  /** What has moved is placed again, and new declarations are asked. */
  #noteMoves(files: ReadonlyMap<string, SourceFile>): void {
    const names = [...new Set([...this.#files.keys(), ...files.keys()])];
    for (const name of names) {
      const [old, file] = [this.#files.get(name), files.get(name)];
      if (old === file) continue;
      const were = new Set(old?.decls);
      const are = new Set(file?.decls);
      const [gone, added] = [
        old?.decls.filter((d) => !are.has(d)) ?? [],
        file?.decls.filter((d) => !were.has(d)) ?? [],
      ];
      for (const answers of this.#answers.values()) {
        for (const part of answers.parts.values()) if (part.places.has(name)) part.isPlaced = false;
        const part = answers.parts.get(name);
        if (!part) continue;
        if (!file) {
          answers.dropPart(name);
          continue;
        }
        part.file = file;
        part.isPlaced = false;
        for (const d of gone) {
          part.speaking.delete(d);
          part.open.delete(d);
        }
        for (const d of added) part.open.add(d);
      }
    }
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
      answer: anchored(decl, answer, ground),
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
    return kept.answer.placed(pkg);
  }

  /** What was found in a file before, if all that still stands. */
  standing(question: string, file: SourceFile, pkg: JoinedPackage): FilePart['found'] | undefined {
    const part = this.#answers.get(question)?.parts.get(file.name);
    if (part?.file !== file || !part.isPlaced) return undefined;
    for (const [fact, version] of part.facts) if (pkg.versionOf(fact) !== version) return undefined;
    return part.found;
  }

  /** The declarations of a file that have to be looked at, in the order of the source: those that speak, or are not known. */
  toAsk(
    question: string,
    file: SourceFile,
  ): { readonly decls: readonly Decl[]; readonly isOpen: (d: Decl) => boolean } {
    const part = this.#answers.get(question)?.parts.get(file.name);
    if (part?.file !== file) return { decls: file.decls, isOpen: () => true };
    const start = (d: Decl): number => this.terrain.at(d)?.start ?? 0;
    const decls = [...new Set([...part.speaking, ...part.open])].sort((a, b) => start(a) - start(b));
    return { decls, isOpen: (d) => part.open.has(d) };
  }

  /** Keeps what the declarations that were looked at have said. */
  keepPart(question: string, file: SourceFile, asked: readonly Decl[], found: FilePart['found']): void {
    const of = this.#of(question);
    const spoke = new Set(found.map((r) => r.decl));
    const facts = new Map<Fact, number>();
    const places = new Set<string>();
    const stamps: string[] = [];
    const speaking = new Set<Decl>();
    for (const decl of asked) {
      const kept = of.all.get(decl);
      if (!kept || (kept.isSilent && !spoke.has(decl))) continue;
      speaking.add(decl);
      for (const [fact, version] of kept.facts) facts.set(fact, version);
      for (const name of kept.answer.files) places.add(name);
      if (spoke.has(decl)) stamps.push(kept.answer.stamp);
    }
    const stamp = stamps.join('\n');
    of.setPart(file.name, { file, speaking, open: new Set(), found, isPlaced: true, facts, places, stamp });
  }

  /** Tells whether a conclusion, as a text, is what it was. */
  versionOfConclusion(name: string, text: string): number {
    const before = this.#conclusions.get(name);
    if (before?.text === text) return before.version;
    const version = (before?.version ?? 0) + 1;
    this.#conclusions.set(name, { text, version });
    return version;
  }

  /** Tells whether the answers to a question are what they were. */
  versionOf(question: string): number {
    return this.#of(question).version;
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
