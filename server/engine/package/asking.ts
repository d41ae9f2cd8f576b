import type { Decl } from '../syntax/ast.ts';
import type { Fact } from './facts.ts';
import type { JoinedPackage } from './package.ts';
import type { FunctionUnit, PackageView } from './view.ts';

/** What an answer rests on, beyond the outlines of what its own declaration mentions. */
export class Reads {
  /** Declarations whose bodies were looked at. */
  readonly decls = new Set<Decl>();
  /** Names of which every mention in the package counts. */
  readonly names = new Set<string>();
  /** Uses of something of which every one in the package counts; by a name of their own. */
  readonly mentions = new Map<string, Mention>();
  /** Names that were looked up without being mentioned: members of types, lists of methods. */
  readonly outlines = new Set<string>();
  /** Facts about the package, with their versions. */
  readonly facts = new Map<Fact, number>();
  /** Every declaration there is. */
  everything = false;

  include(other: Reads): void {
    for (const d of other.decls) this.decls.add(d);
    for (const n of other.names) this.names.add(n);
    for (const [key, m] of other.mentions) this.mentions.set(key, m);
    for (const n of other.outlines) this.outlines.add(n);
    for (const [fact, version] of other.facts) this.facts.set(fact, version);
    this.everything ||= other.everything;
  }
}

/** A kind of use: only declarations with the word can hold one. */
export interface Mention {
  readonly word: string;
  readonly isIn: (pkg: JoinedPackage, decl: Decl) => boolean;
}

/** Deeper questions than this are not followed: the answer is the one that recursion gets. */
const maxDepth = 200;

interface Frame {
  /** The frame (by its depth) that was asked again while it was being answered; -1 for one that is gone. */
  lowest: number;
}

interface Answer<V> {
  value: V;
  state: 'asked' | 'provisional' | 'final';
  readonly depth: number;
  readonly root: number;
  readonly reads: Reads | undefined;
}

/**
 * The questions about one package that are being answered. It notes what each answer rests on, so that an edit leaves
 * those standing that rest on nothing that changed; and it sees to it that an answer does not depend on who asked first:
 * within recursion, only the answer to the question that began it is kept for others.
 */
export class Asking {
  #root = 0;
  #lastRoot = 0;
  #frames: Frame[] = [];
  #reads: Reads | undefined;
  readonly #kept = new Map<object, unknown>();

  /**
   * What is kept for as long as the view is, by whose it is. In plain maps: a WeakMap at module level would hold the same,
   * but every key in one is a burden on the collector.
   */
  keptFor<T>(owner: object, make: () => T): T {
    if (!this.#kept.has(owner)) this.#kept.set(owner, make());
    return this.#kept.get(owner) as T;
  }

  /** Does a piece of work that stands for itself. Notes what it reads in `reads`. */
  from<T>(work: () => T, reads: Reads | undefined): T {
    const [root, frames, before] = [this.#root, this.#frames, this.#reads];
    this.#root = ++this.#lastRoot;
    this.#frames = [];
    this.#reads = reads;
    try {
      return work();
    } finally {
      this.#root = root;
      this.#frames = frames;
      this.#reads = before;
    }
  }

  noteBody(decl: Decl): void {
    this.#reads?.decls.add(decl);
  }

  noteName(name: string): void {
    this.#reads?.names.add(name);
  }

  /** `uses` are those that there are; one more, and whoever asked has to be asked again. */
  noteMentions(key: string, mention: Mention, uses: readonly { readonly decl: Decl }[]): void {
    this.#reads?.mentions.set(key, mention);
    for (const u of uses) this.#reads?.decls.add(u.decl);
  }

  noteOutline(name: string): void {
    this.#reads?.outlines.add(name);
  }

  noteFact(fact: Fact, version: number): void {
    this.#reads?.facts.set(fact, version);
  }

  noteEverything(): void {
    if (this.#reads) this.#reads.everything = true;
  }

  answer<K extends object, V>(question: Remembered<K, V>, key: K): V {
    const answers = this.keptFor(question, () => new Map<K, Answer<V>>());
    const { compute, onCycle } = question;
    const before = answers.get(key);
    if (before && (before.state === 'final' || before.root === this.#root)) {
      if (before.state === 'asked') {
        this.#restOn(before.depth);
        return onCycle;
      }
      if (before.state === 'provisional') this.#restOn(-1);
      if (before.reads) this.#reads?.include(before.reads);
      return before.value;
    }
    const depth = this.#frames.length;
    if (depth >= maxDepth) {
      this.#restOn(-1);
      return onCycle;
    }
    const outer = this.#reads;
    const answer: Answer<V> = {
      value: onCycle,
      state: 'asked',
      depth,
      root: this.#root,
      reads: outer && new Reads(),
    };
    answers.set(key, answer);
    const frame: Frame = { lowest: depth };
    this.#frames.push(frame);
    this.#reads = answer.reads;
    let isAnswered = false;
    try {
      answer.value = compute(key);
      isAnswered = true;
    } finally {
      this.#frames.pop();
      this.#reads = outer;
      if (answer.reads) outer?.include(answer.reads);
      answer.state = frame.lowest < depth ? 'provisional' : 'final';
      if (frame.lowest < depth) this.#restOn(frame.lowest);
      if (!isAnswered) answers.delete(key);
    }
    return answer.value;
  }

  #restOn(depth: number): void {
    const frame = this.#frames.at(-1);
    if (frame && depth < frame.lowest) frame.lowest = depth;
  }
}

interface Remembered<K, V> {
  readonly compute: (key: K) => V;
  readonly onCycle: V;
}

/**
 * A question about a function or a package whose answer is kept. `onCycle` is the answer that a question gets which is
 * asked again while it is being answered: what adds nothing.
 */
export function remembered<K extends FunctionUnit | PackageView, V>(compute: (key: K) => V, onCycle: V): (key: K) => V {
  const question: Remembered<K, V> = { compute, onCycle };
  return (key) => askingOf(key).answer(question, key);
}

/** What belongs to a view, made when it is first asked for. */
export function perView<T>(make: (pkg: PackageView) => T): (pkg: PackageView) => T {
  return (pkg) => pkg.asking.keptFor(make, () => make(pkg));
}

const askingOf = (key: FunctionUnit | PackageView): Asking => ('package' in key ? key.package.asking : key.asking);
