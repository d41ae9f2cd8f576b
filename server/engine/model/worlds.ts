import { dereferenced } from '../facts/types.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { Field } from '../syntax/ast.ts';
import type { Start } from './explore.ts';
import { lowerProgram } from './lower/function.ts';
import { lowerSystem } from './lower/system.ts';
import { kindOf } from './lower/types.ts';
import type { Memory } from './memory.ts';
import { type Limits, Program } from './program.ts';
import { isEntry } from './roots.ts';
import { allocate, CONTEXT } from './state.ts';
import { membersOf, type System } from './systems.ts';
import { NIL, TOP, type Value } from './value.ts';

/** `main` is followed far; other functions only as far as they and their callees explain themselves. */
const closedLimits: Limits = {
  states: 3000,
  ways: 48,
  runs: 20_000,
  steps: 600,
  totalSteps: 40_000,
  processes: 10,
  depth: 24,
  objects: 300,
};
/**
 * Of 83 functions in 14 projects whose runs show a leak when they are followed for 40,000 steps, 75 show it within 4,000
 * and 80 within 6,000; the other three are tests. Thousands of functions use up whatever they are given.
 */
const enoughSteps = 6_000;

/** A test is a closed world too; a package has many. */
const testLimits: Limits = { ...closedLimits, states: 800, ways: 32, runs: 4000, totalSteps: 2 * enoughSteps };
const openLimits: Limits = {
  states: 160,
  ways: 16,
  runs: 600,
  steps: 200,
  totalSteps: enoughSteps,
  processes: 5,
  depth: 6,
  objects: 90,
};
/** An owner, a user and the goroutines of one value. */
const systemLimits: Limits = { ...openLimits, states: 400, runs: 1500, processes: 6, depth: 8, objects: 140 };

/** How runs begin, and in which program. */
export interface World {
  readonly program: Program;
  readonly start: Start;
  /** What the first goroutine is called. */
  readonly first: string;
}

/** How runs begin: each kind of function has limits of its own. */
export class Worlds {
  readonly #closed: Program;
  readonly #tests: Program;
  readonly #open: Program;
  readonly #systems: Program;

  constructor(pkg: PackageView) {
    this.#closed = new Program(pkg, true, closedLimits);
    this.#tests = new Program(pkg, true, testLimits);
    this.#open = new Program(pkg, false, openLimits);
    this.#systems = new Program(pkg, false, systemLimits);
  }

  /** Undefined for a function that is too large to be followed. */
  of(fn: FunctionUnit): World | undefined {
    const first = `\`${fn.name}\``;
    if (isEntry(fn)) {
      const program = fn.file.isTest ? this.#tests : this.#closed;
      return { program, first, start: { code: lowerProgram(program, fn), arguments: () => [] } };
    }
    const code = this.#open.rootOf(fn);
    const given = (m: Memory): Value[] => strangers(m, fn.package, fieldsOf(fn));
    return code && { program: this.#open, first, start: { code, arguments: given } };
  }
  /** The owner of a value and whoever uses it; undefined where one of them is too large. */
  ofSystem(system: System): World | undefined {
    const code = lowerSystem(this.#systems, system);
    const given = (m: Memory): Value[] =>
      membersOf(system).flatMap((fn) => strangers(m, fn.package, fn.syntax.type.params));
    return code && { program: this.#systems, first: 'its owner', start: { code, arguments: given } };
  }
}

/** Receiver and parameters. */
const fieldsOf = ({ syntax }: FunctionUnit): readonly Field[] =>
  syntax.kind === 'FuncDecl' && syntax.receiver ? [syntax.receiver, ...syntax.type.params] : syntax.type.params;

/** What a caller that may do anything hands in for some parameters. */
function strangers(m: Memory, pkg: PackageView, fields: readonly Field[]): Value[] {
  return fields.flatMap((f) => {
    const type = pkg.typeOf(f.type);
    return (f.names.length > 0 ? f.names : [undefined]).map((): Value => {
      if (kindOf(pkg, type) === 'context') return allocate(m.state, [CONTEXT, 0, 0, 1, NIL]);
      const layout = m.program.layoutOf(dereferenced(type));
      return layout === undefined ? TOP : m.unknownStruct(layout);
    });
  });
}
