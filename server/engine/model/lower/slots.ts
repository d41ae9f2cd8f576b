import type { FunctionUnit } from '../../package/view.ts';
import type { CalleeRef, Instruction, Operand, Target } from '../code.ts';
import type { Program } from '../program.ts';
import { TOP } from '../value.ts';
import { type Holding, holdingOf } from './holding.ts';
import { isInertFunction } from './inert.ts';

/** What is known of a slot beforehand, by the type of its variable. */
export interface SlotTypes {
  /** By slot; a slot without a type takes what flows into it. */
  readonly holding: ReadonlyMap<number, Holding>;
  /** So many slots have values when the function begins. */
  readonly parameters: number;
  /** Slots that hold something when the function begins. */
  readonly given: ReadonlySet<number>;
}

/**
 * Which slots of a function may hold something that the model follows, whatever way is taken (a taint analysis that
 * knows no order). What is in the others decides nothing but which way is taken.
 */
export class Slots {
  readonly #program: Program;
  readonly #types: SlotTypes;
  /** The function is one with which runs begin: what it is handed comes from strangers. */
  readonly #isRoot: boolean;
  readonly #holds: Uint8Array;
  readonly #counted: Uint8Array;
  /** Fields in which the function itself has put something, by name. */
  readonly #stored = new Set<string>();

  constructor(program: Program, code: readonly Instruction[], slots: number, types: SlotTypes, isRoot: boolean) {
    this.#program = program;
    this.#types = types;
    this.#isRoot = isRoot;
    this.#holds = new Uint8Array(slots);
    for (const s of types.given) this.#holds[s] = 1;
    for (let changed = true; changed; ) {
      changed = false;
      const mark = (t: Target | undefined, holds: boolean): void => {
        if (holds && t && this.#mark(t)) changed = true;
      };
      for (const i of code) this.#flow(i, mark);
    }
    this.#counted = new Uint8Array(slots).fill(1).fill(0, 0, types.parameters);
    for (let changed = true; changed; ) {
      changed = false;
      for (const i of code)
        for (const t of assignedBy(i))
          if (t.kind === 'slot' && this.#counted[t.slot] && !(i.op === 'set' && this.isCounted(i.value))) {
            this.#counted[t.slot] = 0;
            changed = true;
          }
    }
  }

  /** May the operand's value be, or lead to, something that is followed? */
  holds(o: Operand): boolean {
    switch (o.kind) {
      case 'slot':
      case 'cell':
        return this.#holds[o.slot] === 1;
      case 'global':
        return true;
      case 'field':
        return this.#holdsField(o);
      case 'element':
        return this.holds(o.base);
      default:
        return false;
    }
  }

  /** Does the code itself say what the value is: a constant, or what is counted from one? */
  isCounted(o: Operand): boolean {
    switch (o.kind) {
      case 'const':
        return o.value !== TOP;
      case 'slot':
        return this.#counted[o.slot] === 1;
      case 'not':
        return this.isCounted(o.x);
      case 'sum':
      case 'compare':
        return this.isCounted(o.x) && this.isCounted(o.y);
      default:
        return false;
    }
  }

  /** Does calling it run code that the model follows? */
  holdsCallee(c: CalleeRef): boolean {
    if (c.kind === 'value') return this.holds(c.value);
    return c.kind === 'method' ? this.holds(c.receiver) : true;
  }

  #holdsField(o: Operand & { kind: 'field' }): boolean {
    if (!this.holds(o.base)) return false;
    if (o.layout === undefined || this.#stored.has(o.name)) return true;
    const type = this.#program.layoutTypes[o.layout]?.fields.find((f) => f.name === o.name)?.type;
    const holding = type ? holdingOf(this.#program.package, type) : 'may';
    return holding === 'may' || (holding !== 'never' && !this.#isRoot);
  }

  #mark(t: Target): boolean {
    switch (t.kind) {
      case 'slot':
      case 'cell':
        if (this.#holds[t.slot] === 1 || this.#types.holding.get(t.slot) === 'never') return false;
        this.#holds[t.slot] = 1;
        return true;
      case 'field': {
        const isNew = !this.#stored.has(t.name);
        this.#stored.add(t.name);
        return (isTarget(t.base) && this.#mark(t.base)) || isNew;
      }
      case 'element':
        return isTarget(t.base) && this.#mark(t.base);
      default:
        return false;
    }
  }

  #flow(i: Instruction, mark: (t: Target | undefined, holds: boolean) => void): void {
    switch (i.op) {
      case 'set':
        return mark(i.target, this.holds(i.value));
      case 'make':
        if (i.what === 'cell') return mark(i.target, this.holds(i.from));
        return mark(i.target, i.what !== 'map');
      case 'struct': {
        const type = this.#program.layoutTypes[i.layout];
        return mark(i.target, !type || holdingOf(this.#program.package, type) === 'may');
      }
      case 'append':
        return mark(i.target, this.holds(i.base) || i.values.some((v) => this.holds(v)));
      case 'put':
        return mark(isTarget(i.map) ? i.map : undefined, i.value !== undefined && this.holds(i.value));
      case 'lookup':
        return mark(i.target, this.holds(i.map) || this.holds(i.zero));
      case 'entries':
        return mark(i.values, this.holds(i.map));
      case 'closure':
        return mark(i.target, !isInertCode(i.callee) || i.captured.some((c) => this.holds(c)));
      case 'receive':
        return mark(i.into, true);
      case 'select':
        for (const c of i.cases) mark(c.into, true);
        return;
      case 'call': {
        const holds = this.holdsCallee(i.callee) || i.args.some((a) => this.holds(a));
        for (const r of i.results) mark(r, holds);
        return;
      }
      default:
        return;
    }
  }
}

/** The targets that an instruction writes, whatever comes next. */
export function assignedBy(i: Instruction): readonly Target[] {
  const all = [
    'target' in i ? i.target : undefined,
    ...(i.op === 'lookup' || i.op === 'receive' ? [i.ok] : []),
    ...(i.op === 'receive' ? [i.into] : i.op === 'entries' ? [i.keys, i.values] : i.op === 'call' ? i.results : []),
    ...(i.op === 'select' ? i.cases.flatMap((c) => [c.into, c.ok]) : []),
  ];
  return all.filter((t): t is Target => t !== undefined);
}

const isTarget = (o: Operand): o is Target =>
  o.kind === 'slot' || o.kind === 'cell' || o.kind === 'field' || o.kind === 'element';

const isInertCode = (callee: FunctionUnit | object): boolean => 'syntax' in callee && isInertFunction(callee);
