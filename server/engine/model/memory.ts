import type { Operand, Target } from './code.ts';
import { lost } from './lost.ts';
import { kindOf } from './lower/types.ts';
import type { Program } from './program.ts';
import {
  type Activation,
  AMPLE,
  allocate,
  CELL,
  CHAN,
  COND,
  CONTEXT,
  GROUP,
  handOver,
  isCancelled,
  MAP,
  MAY_ALL,
  MUTEX,
  mayEnd,
  ONCE,
  objectOf,
  SEQ,
  STRUCT,
  type State,
} from './state.ts';
import { bool, FALSE, int, intOf, isInt, isRef, NIL, NON_NIL, TOP, TRUE, type Value } from './value.ts';

/** More elements than this are not told apart. */
const MAX_ELEMENTS = 6;

/**
 * How much an answer takes for granted: the first one is `usual` when it is what happens as a rule; `unequal` is whether one
 * number that is not known is another, which two questions in a row do not ask independently; `rounds` is how often a loop
 * goes round.
 */
export type ChoiceKind = 'usual' | 'open' | 'unequal' | 'rounds';

/** Answers a number below `n`; every answer is tried. */
export type Choose = (n: number, kind?: ChoiceKind) => number;

/** What an activation sees of a state: reads, writes, and choices about what is not known. */
export class Memory {
  readonly program: Program;
  readonly state: State;
  readonly choose: Choose;

  constructor(program: Program, state: State, choose: Choose) {
    this.program = program;
    this.state = state;
    this.choose = choose;
  }

  /** What strangers may do from now on with the value and all that can be reached from it. */
  handOver(value: Value, rights: number): void {
    if (handOver(this.state, value, rights, this.program.rightsOf)) throw lost.released;
  }

  read(a: Activation, o: Operand): Value {
    switch (o.kind) {
      case 'const':
        return o.value;
      case 'slot':
        return a.slots[o.slot] ?? TOP;
      case 'cell':
        return this.#cell(a, o.slot);
      case 'global':
        return this.state.globals[o.index] ?? TOP;
      case 'field':
        return this.#field(a, o);
      case 'element':
        return this.#element(this.read(a, o.base), this.read(a, o.index));
      case 'length':
        return this.#length(this.read(a, o.x));
      case 'not': {
        const x = this.read(a, o.x);
        return x === TRUE ? FALSE : x === FALSE ? TRUE : TOP;
      }
      case 'sum': {
        const [x, y] = [this.read(a, o.x), this.read(a, o.y)];
        return isInt(x) && isInt(y) ? int(o.op === '+' ? intOf(x) + intOf(y) : intOf(x) - intOf(y)) : TOP;
      }
      case 'compare':
        return this.#compare(o.op, this.read(a, o.x), this.read(a, o.y));
      case 'contextError': {
        const context = objectOf(this.state, this.read(a, o.x));
        if (context?.[0] !== CONTEXT) return TOP;
        return isCancelled(this.state, context) ? NON_NIL : mayEnd(this.state, context) ? TOP : NIL;
      }
    }
  }

  write(a: Activation, t: Target | undefined, v: Value): void {
    if (!t) return;
    switch (t.kind) {
      case 'slot':
        a.slots[t.slot] = v;
        return;
      case 'cell': {
        const cell = objectOf(this.state, a.slots[t.slot] ?? TOP);
        if (cell?.[0] !== CELL) return;
        cell[1] = v;
        if (cell[2] === 1) this.handOver(v, MAY_ALL);
        return;
      }
      case 'global':
        this.state.globals[t.index] = v;
        if (!this.program.isClosed) this.handOver(v, MAY_ALL);
        return;
      case 'field': {
        const s = objectOf(this.state, this.#base(a, t));
        const at = s?.[0] === STRUCT ? this.#slotOf(s, t.name) : undefined;
        if (!s || at === undefined) return this.handOver(v, MAY_ALL);
        s[at] = v;
        if (s[2] === 1) this.handOver(v, MAY_ALL);
        return;
      }
      case 'element': {
        const seq = objectOf(this.state, this.read(a, t.base));
        const index = this.read(a, t.index);
        if (seq?.[0] === SEQ && isInt(index) && intOf(index) + 1 < seq.length && intOf(index) >= 0)
          seq[intOf(index) + 1] = v;
        else this.handOver(v, MAY_ALL);
      }
    }
  }

  /**
   * Decides a condition; what it depends on keeps the answer, so that the same question is answered alike. `assumed` is the
   * answer where it is open.
   */
  test(a: Activation, o: Operand, assumed?: boolean, isOfError = false): boolean {
    if (o.kind === 'not') return !this.test(a, o.x, assumed === undefined ? undefined : !assumed, isOfError);
    if (o.kind === 'compare') return this.#decide(a, o, assumed, isOfError);
    const v = this.read(a, o);
    if (v === TRUE) return true;
    if (v === FALSE || v === NIL) return false;
    if (v === NON_NIL) return true;
    const answer = assumed ?? this.choose(2) === 0;
    this.#learn(a, o, bool(answer));
    return answer;
  }

  #decide(a: Activation, o: Operand & { kind: 'compare' }, assumed: boolean | undefined, isOfError: boolean): boolean {
    const [x, y] = [this.read(a, o.x), this.read(a, o.y)];
    const known = this.#compare(o.op, x, y);
    if (known !== TOP) return known === TRUE;
    if (o.op === '==') {
      const answer = assumed ?? this.choose(2, isOfError ? 'usual' : x === TOP && y === TOP ? 'unequal' : 'open') === 0;
      const [unknown, other] = x === TOP || x === NON_NIL ? [o.x, y] : [o.y, x];
      if (answer) {
        if (other !== TOP) this.#learn(a, unknown, other);
      } else if (other === NIL || other === int(0)) this.#learn(a, unknown, NON_NIL);
      else if (other === TRUE || other === FALSE) this.#learn(a, unknown, other === TRUE ? FALSE : TRUE);
      return answer;
    }
    // Whether something is negative is no question about a bound.
    if (o.op === '<' && isInt(y) && intOf(y) <= 0 && !isInt(x)) return assumed ?? this.choose(2) === 0;
    // A bound that is not known is one or two; loops over the same one go round as often. That none at all leaks is a
    // matter of the caller's.
    const bound = isInt(x) ? o.y : o.x;
    const old = isInt(x) ? y : x;
    const counts = [2, 1];
    const isKept = this.#learn(a, bound, old);
    if (isKept && (isInt(x) || isInt(y))) {
      const picked = int(counts[this.choose(counts.length, 'rounds')] as number);
      this.#learn(a, bound, picked);
      return this.#compare(o.op, isInt(x) ? x : picked, isInt(x) ? picked : y) === TRUE;
    }
    if (isInt(x) && intOf(x) >= 2) return false;
    if (isInt(x) && intOf(x) <= 0 && o.op === '<') return true;
    return this.choose(2) === 0;
  }

  /** Stores what has been found out; false when there is no place to keep it. */
  #learn(a: Activation, o: Operand, v: Value): boolean {
    if (o.kind === 'length') return isRef(this.read(a, o.x)) ? false : this.#learn(a, o.x, v === NIL ? int(0) : v);
    if (o.kind === 'slot' || o.kind === 'cell' || o.kind === 'global') {
      this.write(a, o, v);
      return true;
    }
    if (o.kind !== 'field') return false;
    const s = objectOf(this.state, this.#base(a, o));
    const at = s?.[0] === STRUCT ? this.#slotOf(s, o.name) : undefined;
    if (!s || at === undefined) return false;
    s[at] = v;
    return true;
  }

  /** What is in a variable that strangers may assign is not known. */
  #cell(a: Activation, slot: number): Value {
    const cell = objectOf(this.state, a.slots[slot] ?? TOP);
    return cell?.[0] === CELL && cell[2] === 0 ? (cell[1] ?? TOP) : TOP;
  }

  #compare(op: '==' | '<' | '<=', x: Value, y: Value): Value {
    if (isInt(x) && isInt(y)) {
      const [m, n] = [intOf(x), intOf(y)];
      return bool(op === '==' ? m === n : op === '<' ? m < n : m <= n);
    }
    const zeroOf = (v: Value): boolean => v === NIL || v === int(0);
    if (op !== '==') return y === NON_NIL && zeroOf(x) ? TRUE : TOP;
    if (x === TOP || y === TOP) return TOP;
    if ((x === NON_NIL && zeroOf(y)) || (y === NON_NIL && zeroOf(x))) return FALSE;
    if (x === NON_NIL || y === NON_NIL) return TOP;
    // A nil slice has length zero.
    if (zeroOf(x) && zeroOf(y)) return TRUE;
    return bool(x === y);
  }

  #length(v: Value): Value {
    if (isInt(v)) return v;
    if (v === NIL) return int(0);
    const o = objectOf(this.state, v);
    if (o?.[0] === SEQ) return int(o.length - 1);
    // What lies in a channel that nobody else knows.
    if (o?.[0] === CHAN) return o[4] === 0 ? int(o.length - 5) : TOP;
    if (o?.[0] === MAP) return o[1] === 1 ? TOP : int((o.length - 2) / 2);
    return v === NON_NIL ? NON_NIL : TOP;
  }

  #element(base: Value, index: Value): Value {
    const seq = objectOf(this.state, base);
    if (seq?.[0] !== SEQ || seq.length === 1) return TOP;
    if (isInt(index)) return seq[intOf(index) + 1] ?? TOP;
    return seq[1 + this.choose(seq.length - 1)] ?? TOP;
  }

  #field(a: Activation, o: Operand & { kind: 'field' }): Value {
    const s = objectOf(this.state, this.#base(a, o));
    if (s?.[0] === COND && o.name === 'L') return s[3] ?? TOP;
    const at = s?.[0] === STRUCT ? this.#slotOf(s, o.name) : undefined;
    return at === undefined ? TOP : (s?.[at] ?? TOP);
  }

  /** What the field belongs to; an unknown struct is made up, open to strangers, where it is first looked into. */
  #base(a: Activation, o: Operand & { kind: 'field' }): Value {
    const base = this.read(a, o.base);
    if (o.layout === undefined || (base !== TOP && base !== NON_NIL)) return base;
    const made = this.unknownStruct(o.layout);
    return this.#learn(a, o.base, made) ? made : base;
  }

  #slotOf(s: readonly number[], name: string): number | undefined {
    const index = this.program.layouts[s[1] as number]?.fields.get(name);
    return index === undefined ? undefined : 3 + index;
  }

  /** A struct of which nothing is known before its fields are set. */
  newStruct(layout: number): Value {
    const size = this.program.layouts[layout]?.fields.size ?? 0;
    return allocate(this.state, [STRUCT, layout, 0, ...Array<Value>(size).fill(TOP)]);
  }

  /** A struct that comes from a stranger: its mutexes are real, all else is not known. */
  unknownStruct(layout: number, depth = 0): Value {
    const type = this.program.layoutTypes[layout];
    const object = [STRUCT, layout, 1];
    for (const f of type?.fields ?? []) {
      const kind = kindOf(this.program.package, f.type);
      const inner = kind === 'struct' && depth < 3 ? this.program.layoutOf(f.type) : undefined;
      if (kind === 'mutex') object.push(allocate(this.state, [MUTEX, this.program.site(f.name), 0]));
      else object.push(inner === undefined ? TOP : this.unknownStruct(inner, depth + 1));
    }
    return allocate(this.state, object);
  }

  append(base: Value, values: readonly Value[]): Value {
    const before = objectOf(this.state, base);
    const elements =
      before?.[0] === SEQ
        ? before.slice(1)
        : isInt(base)
          ? Array<Value>(Math.max(0, intOf(base))).fill(TOP)
          : base === NIL
            ? []
            : undefined;
    const all = elements && [...elements, ...values];
    if (!all || all.length > MAX_ELEMENTS) {
      for (const v of values) this.handOver(v, MAY_ALL);
      if (before) this.handOver(base, MAY_ALL);
      return all ? int(all.length) : TOP;
    }
    return all.some(isRef) ? allocate(this.state, [SEQ, ...all]) : int(all.length);
  }

  /** Stores under the key, or takes the entry out; a key that is not known may be any. */
  put(map: Value, key: Value, v: Value | undefined): void {
    const m = objectOf(this.state, map);
    if (m?.[0] !== MAP || m[1] === 1) {
      if (v !== undefined) this.handOver(v, MAY_ALL);
      return;
    }
    const at = this.#entryOf(m, key, v === undefined);
    if (v === undefined) {
      if (at !== undefined) m.splice(at, 2);
    } else if (at !== undefined) m[at + 1] = v;
    else if (m.length < 2 + 2 * MAX_ELEMENTS) m.push(key, v);
    else this.handOver(map, MAY_ALL);
  }

  /** The entry's value and whether it is there; undefined when nothing is known. */
  lookup(map: Value, key: Value): { readonly value: Value; readonly ok: Value } | undefined {
    const m = objectOf(this.state, map);
    if (map === NIL) return { value: NIL, ok: FALSE };
    if (m?.[0] !== MAP) return undefined;
    // Others may put more in; that they take out what is there is not to be expected.
    if (m[1] === 1 && this.#entryOf(m, key, false) === undefined) return undefined;
    const at = this.#entryOf(m, key, true);
    return at === undefined ? { value: NIL, ok: FALSE } : { value: m[at + 1] as Value, ok: TRUE };
  }

  /** Where the entry of the key is. Keys that are not known may be equal when `guesses`, and are new ones otherwise. */
  #entryOf(m: readonly number[], key: Value, guesses: boolean): number | undefined {
    const may: number[] = [];
    for (let i = 2; i < m.length; i += 2) {
      const isKnown = key !== TOP && key !== NON_NIL && m[i] !== TOP && m[i] !== NON_NIL;
      if (isKnown && m[i] === key) return i;
      if (!isKnown) may.push(i);
    }
    if (!guesses || may.length === 0) return undefined;
    return may[this.choose(may.length + 1)];
  }

  /** Keys (offset 0) or values (offset 1) of a map as a sequence. */
  entries(map: Value, offset: 0 | 1): Value {
    const m = objectOf(this.state, map);
    if (map === NIL) return int(0);
    // So many of which no more is known.
    if (isInt(map)) return map;
    if (m?.[0] !== MAP || m[1] === 1) return TOP;
    return allocate(this.state, [SEQ, ...m.slice(2).filter((_, i) => i % 2 === offset)]);
  }

  make(what: string, from: Value, fires: boolean, site: number): Value {
    const s = this.state;
    switch (what) {
      case 'chan': {
        const capacity = isInt(from) ? intOf(from) : from === TOP || from === NON_NIL ? AMPLE : 0;
        return capacity < 0 ? TOP : allocate(s, [CHAN, site, Math.min(capacity, AMPLE), 0, 0]);
      }
      case 'map':
        return allocate(s, [MAP, 0]);
      case 'timer':
        return allocate(s, [CHAN, site, 0, 0, 1]);
      case 'mutex':
        return allocate(s, [MUTEX, site, 0]);
      case 'group':
        return allocate(s, [GROUP, site, 0, int(0)]);
      case 'once':
        return allocate(s, [ONCE, site, 0]);
      case 'cond':
        return allocate(s, [COND, site, 0, from]);
      case 'context': {
        const parent = objectOf(s, from);
        return allocate(s, [CONTEXT, site, 0, fires || (parent?.[0] !== CONTEXT && from !== NIL) ? 1 : 0, from]);
      }
      default:
        return allocate(s, [CELL, from, 0]);
    }
  }
}
