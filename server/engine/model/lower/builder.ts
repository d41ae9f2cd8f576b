import type { LocalVar } from '../../facts/objects.ts';
import type { Type } from '../../facts/types.ts';
import type { FunctionUnit, PackageView } from '../../package/view.ts';
import type { Code, Instruction, Label, Operand, Span, Target } from '../code.ts';
import type { Program } from '../program.ts';
import type { AskedPaths } from './askedPaths.ts';
import { type Holding, holdingOf } from './holding.ts';
import { liveness } from './liveness.ts';
import { assumeArrival, slice } from './slice.ts';
import { Slots, type SlotTypes } from './slots.ts';

/** Where `break` and `continue` go. */
export interface Loop {
  readonly label: string | undefined;
  readonly breakTo: Label;
  readonly continueTo: Label | undefined;
}

export interface Variable {
  readonly slot: number;
  /** The slot refers to a cell that closures share. */
  readonly boxed: boolean;
}

/** `Omit` over each member of the union. */
type WithoutSpan<T> = T extends { readonly at: Span } ? Omit<T, 'at'> : never;

/** The code of one function under construction. */
export class Builder {
  readonly program: Program;
  readonly unit: FunctionUnit;
  readonly instructions: Instruction[] = [];
  readonly variables = new Map<LocalVar, Variable>();
  readonly loops: Loop[] = [];
  readonly labels = new Map<string, Label>();
  readonly end: Label = { at: -1 };
  /** Slots of what is asked for more than once. */
  asked: AskedPaths = new Map();
  results: Operand[] = [];
  slots = 0;
  parameters = 0;
  /** Where in the source the next instructions stand. */
  at: Span;
  /** The label of the statement that comes next. */
  pendingLabel: string | undefined;
  fallthroughTo: Label | undefined;

  readonly #handed = new Map<number, Holding>();

  constructor(program: Program, unit: FunctionUnit, at: Span) {
    this.program = program;
    this.unit = unit;
    this.at = at;
  }

  get package(): PackageView {
    return this.program.package;
  }

  slot(): number {
    return this.slots++;
  }

  /** The slot of a parameter of a type. */
  parameter(type: Type): number {
    const slot = this.slot();
    this.#handed.set(slot, holdingOf(this.package, type));
    return slot;
  }

  temp(): Target {
    return { kind: 'slot', slot: this.slot() };
  }

  emit(i: WithoutSpan<Instruction>, at: Span = this.at): void {
    this.instructions.push({ ...i, at: { start: at.start, end: at.end } } as Instruction);
  }

  label(): Label {
    return { at: -1 };
  }

  place(l: Label): void {
    l.at = this.instructions.length;
  }

  jump(to: Label): void {
    this.emit({ op: 'jump', to });
  }

  /** A fresh slot that keeps the operand's value of now. */
  keep(value: Operand): Operand {
    if (value.kind === 'const') return value;
    const target = this.temp();
    this.emit({ op: 'set', target, value });
    return target;
  }

  /** `isRoot`: runs begin with it, and what it is handed comes from strangers. */
  finish(isRoot = false): Code {
    this.place(this.end);
    const leave = this.instructions.length;
    this.emit({ op: 'leave' });
    const { instructions } = this;
    const slots = new Slots(this.program, instructions, this.slots, this.#slotTypes(isRoot), isRoot);
    if (isRoot) assumeArrival({ instructions, leave, live: [] }, slots);
    let live = liveness(instructions, this.slots, this.results);
    if (slice({ instructions, leave, live }, slots)) live = liveness(instructions, this.slots, this.results);
    const code: Code = {
      id: this.program.codes.length,
      function: this.unit,
      instructions: this.instructions,
      slots: this.slots,
      parameters: this.parameters,
      results: this.results,
      leave,
      live,
    };
    this.program.codes.push(code);
    return code;
  }

  /** What parameters and variables may hold, by their types; whatever a closure shares may be given something by it. */
  #slotTypes(isRoot: boolean): SlotTypes {
    const holding = new Map(this.#handed);
    const given = new Set<number>();
    const boxed = [...this.variables.values()].filter((v) => v.boxed).map((v) => v.slot);
    for (const [v, { slot }] of this.variables)
      holding.set(slot, holdingOf(this.package, this.package.typeOfObject(v)));
    for (const slot of [...Array(this.parameters).keys(), ...boxed]) {
      const own = holding.get(slot) ?? 'may';
      if (own === 'may' || (own !== 'never' && !isRoot)) given.add(slot);
    }
    return { holding, given, parameters: this.parameters };
  }
}
