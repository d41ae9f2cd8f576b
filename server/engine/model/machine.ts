import type { CalleeRef, Code, Instruction, Target } from './code.ts';
import { Memory } from './memory.ts';
import type { Program } from './program.ts';
import {
  type Activation,
  AMPLE,
  allocate,
  CHAN,
  CLOSURE,
  COND,
  CONTEXT,
  copyState,
  DEFERRED,
  GROUP,
  handOver,
  isAlive,
  isCancelled,
  MAY_ALL,
  MAY_CLOSE,
  MAY_RECEIVE,
  MAY_SEND,
  MUTEX,
  mayEnd,
  ONCE,
  objectOf,
  type Process,
  STRUCT,
  type State,
} from './state.ts';
import { FALSE, int, intOf, isInt, NIL, TOP, TRUE, type Value } from './value.ts';

/**
 * The run cannot be followed any further: whatever comes then, nobody is said to be stuck. One object for each reason, for
 * they are thrown often.
 */
export class Lost extends Error {
  /** A panic, or the end of the process, which frees everybody; else a limit of the analysis. */
  readonly isLimit: boolean;

  constructor(message: string, isLimit: boolean) {
    super(message);
    this.isLimit = isLimit;
  }
}

const lost = {
  closedTwice: new Lost('a closed channel is closed again, which panics', false),
  sentAfterClose: new Lost('a value is sent on a closed channel, which panics', false),
  closedNil: new Lost('a nil channel is closed, which panics', false),
  negative: new Lost('a WaitGroup counts below zero, which panics', false),
  ended: new Lost('the process ends, or panics', false),
  objects: new Lost('there are more objects than are followed', true),
  steps: new Lost('one goroutine makes more steps than are followed', true),
  room: new Lost('a channel holds more than is followed', true),
  processes: new Lost('there are more goroutines than are followed', true),
};

/** What one process, or two that meet, can do next. */
export type Move =
  | { readonly kind: 'one'; readonly process: number; readonly clause: number }
  | {
      readonly kind: 'meet';
      readonly sender: number;
      readonly sendClause: number;
      readonly receiver: number;
      readonly receiveClause: number;
    };

/** An event of a run, for telling it. */
export interface Event {
  readonly process: number;
  readonly code: Code;
  readonly pc: number;
  /** Clause of a select; -1 for its default, and for everything else. */
  readonly clause: number;
  /** The answer to a test; of a receive, whether a value came (and not the end of the channel). */
  readonly answer?: boolean;
  /** The goroutine that is started, or with which it meets. */
  readonly partner?: number;
  /** The call that stands for it in the source, where the code has no place of its own (a cancel function). */
  readonly call?: { readonly code: Code; readonly pc: number };
  /** It is a context at which it waited. */
  readonly isContext?: boolean;
  /** Where the objects of the operation were made; of a select, one for each case. */
  readonly sites: readonly number[];
}

/** An object that strangers have got hold of by an instruction. */
export interface Opened {
  /** Its index in the heap of the transition. */
  readonly object: number;
  readonly code: Code;
  readonly pc: number;
}

/** One transition: performs a move and runs the movers on to where they communicate next. */
export class Machine {
  readonly program: Program;
  readonly state: State;
  readonly memory: Memory;
  readonly events: Event[] = [];
  /** Where objects came into the hands of code that cannot be seen; only when recording. */
  readonly opened: Opened[] = [];
  readonly #record: boolean;
  /** Instructions so far. */
  steps = 0;
  /** Where the outermost function of a process was told to return, until it does. */
  readonly #returns = new Map<number, number>();

  constructor(program: Program, from: State, choose: (n: number) => number, record: boolean) {
    this.program = program;
    this.state = copyState(from);
    this.memory = new Memory(program, this.state, choose);
    this.#record = record;
  }

  start(code: Code, args: readonly Value[]): void {
    this.state.processes.push({ stack: [], code: -1, pc: -1, unwinding: false, phase: 0 });
    this.#enter(this.#process(0), code, args);
    this.run(0);
  }

  perform(move: Move): void {
    if (move.kind === 'meet') {
      const sender = this.#process(move.sender);
      const { value } = this.#offer(sender, move.sendClause);
      this.#pass(move.sender, move.sendClause, undefined, TOP, { partner: move.receiver });
      this.#pass(move.receiver, move.receiveClause, value, TRUE, { partner: move.sender });
      this.run(move.sender);
      this.run(move.receiver);
      return;
    }
    this.#one(move.process, move.clause);
    this.run(move.process);
  }

  #process(i: number): Process {
    return this.state.processes[i] as Process;
  }

  #code(a: Activation): Code {
    return this.program.codes[a.code] as Code;
  }

  /** Value offered, and where received values go, of the clause (of a select) at which the process rests. */
  #offer(p: Process, clause: number) {
    const a = p.stack.at(-1) as Activation;
    const i = this.#code(a).instructions[a.pc] as Instruction;
    if (i.op === 'select') {
      const c = i.cases[clause];
      return {
        channel: this.memory.read(a, c?.channel ?? { kind: 'const', value: TOP }),
        value: c ? this.memory.read(a, c.value) : TOP,
        into: c?.into,
        ok: c?.ok,
        next: c?.next.at,
      };
    }
    const none = { into: undefined, ok: undefined, next: undefined, value: TOP };
    if (i.op === 'send')
      return { ...none, channel: this.memory.read(a, i.channel), value: this.memory.read(a, i.value) };
    if (i.op === 'receive') return { ...none, channel: this.memory.read(a, i.channel), into: i.into, ok: i.ok };
    return { ...none, channel: TOP };
  }

  /** The process gets past its operation; a receive with the value and `ok`. */
  #pass(index: number, clause: number, value: Value | undefined, ok: Value, more: Partial<Event> = {}): void {
    const p = this.#process(index);
    const a = p.stack.at(-1) as Activation;
    const { into, ok: okTarget, next } = this.#offer(p, clause);
    this.#note(index, a, { ...more, clause, ...(value === undefined || ok === TOP ? {} : { answer: ok === TRUE }) });
    if (value !== undefined) {
      this.memory.write(a, into, value);
      this.memory.write(a, okTarget, ok);
    }
    a.pc = next ?? a.pc + 1;
  }

  #note(process: number, a: Activation, more: Partial<Event> = {}): void {
    if (!this.#record) return;
    const sites = sitesOf(this.memory, a);
    this.events.push({ process, code: this.#code(a), pc: a.pc, clause: -1, sites, ...more });
  }

  #callOf(p: Process): Partial<Event> {
    const caller = p.stack.at(-2);
    if (caller) return { call: { code: this.#code(caller), pc: caller.pc - 1 } };
    const code = this.program.codes[p.code];
    return code ? { call: { code, pc: p.pc } } : {};
  }

  #one(index: number, clause: number): void {
    const p = this.#process(index);
    const a = p.stack.at(-1) as Activation;
    const i = this.#code(a).instructions[a.pc] as Instruction;
    if (i.op === 'select' && clause < 0) {
      this.#note(index, a);
      a.pc = i.otherwise?.at ?? a.pc;
      return;
    }
    if (i.op === 'send' || i.op === 'receive' || i.op === 'select') return this.#communicate(index, p, i, clause);
    if (i.op === 'close') {
      this.#note(index, a);
      const channel = objectOf(this.state, this.memory.read(a, i.channel));
      if (channel?.[0] === CHAN) {
        if (channel[3] === 1) throw lost.closedTwice;
        channel[3] = 1;
      }
      a.pc++;
      return;
    }
    if (i.op === 'sync') this.#sync(index, p, a, i);
  }

  #communicate(index: number, p: Process, i: Instruction, clause: number): void {
    const { channel, value } = this.#offer(p, clause);
    const sends = i.op === 'send' || (i.op === 'select' && i.cases[clause]?.direction === 'send');
    const c = objectOf(this.state, channel);
    if (c?.[0] === CONTEXT) {
      const ends = isCancelled(this.state, c) ? undefined : mayEnd(this.state, c);
      if (ends) ends[2] = 1;
      return this.#pass(index, clause, TOP, FALSE, { isContext: true });
    }
    if (c?.[0] !== CHAN) {
      if (sends) {
        handOver(this.state, value, MAY_ALL);
        return this.#pass(index, clause, undefined, TOP);
      }
      return this.#pass(index, clause, TOP, TOP);
    }
    const capacity = c[2] as number;
    if (sends) {
      if (c[3] === 1) throw lost.sentAfterClose;
      if (capacity === AMPLE && c.length - 5 >= AMPLE - 1) throw lost.room;
      if (c.length - 5 < capacity) c.push(value);
      else handOver(this.state, value, MAY_ALL);
      return this.#pass(index, clause, undefined, TOP);
    }
    if (c.length > 5) {
      const [first = TOP] = c.splice(5, 1);
      return this.#pass(index, clause, first, TRUE);
    }
    if (c[3] === 1) return this.#pass(index, clause, TOP, FALSE);
    const rights = c[4] as number;
    const closes = (rights & MAY_CLOSE) !== 0 && (!(rights & MAY_SEND) || this.memory.choose(2) === 1);
    if (closes) c[3] = 1;
    return this.#pass(index, clause, TOP, closes ? FALSE : TRUE);
  }

  #sync(index: number, p: Process, a: Activation, i: Instruction & { op: 'sync' }): void {
    const o = objectOf(this.state, this.memory.read(a, i.object));
    const me = index + 1;
    if (i.what === 'Lock' && o?.[0] === MUTEX && p.phase === 0 && o.length > 3) {
      p.phase = 1; // keeps new readers out
      return;
    }
    this.#note(index, a, i.what === 'cancel' ? this.#callOf(p) : {});
    a.pc++;
    if (!o) return;
    switch (i.what) {
      case 'Lock':
        p.phase = 0;
        if (o[0] === MUTEX) o[2] = me;
        return;
      case 'RLock':
        if (o[0] === MUTEX) o.push(int(index));
        return;
      case 'condWait': {
        const mutex = objectOf(this.state, o[3] ?? TOP);
        p.phase = 0;
        if (mutex?.[0] === MUTEX) mutex[2] = me;
        return;
      }
      case 'Signal':
      case 'Broadcast':
        return this.#signal(a, i);
      case 'cancel':
        if (o[0] === CONTEXT) o[2] = 1;
        return;
      case 'Add':
        if (o[0] === GROUP) o[3] = added(o[3] as number, this.memory.read(a, i.amount));
        if (isInt(o[3] as number) && intOf(o[3] as number) < 0) throw lost.negative;
        return;
      case 'onceEnter':
        if (o[0] === ONCE) {
          if (o[2] === 0) o[2] = 1;
          else this.memory.write(a, i.amount as Target, FALSE);
        }
        return;
      default:
        return;
    }
  }

  #signal(a: Activation, i: Instruction & { op: 'sync' }): void {
    const cond = this.memory.read(a, i.object);
    const waiting = this.state.processes.filter((p) => {
      const at = p.stack.at(-1);
      const there = at && this.#code(at).instructions[at.pc];
      return (
        p.phase === 1 &&
        there?.op === 'sync' &&
        there.what === 'condWait' &&
        at &&
        this.memory.read(at, there.object) === cond
      );
    });
    if (i.what === 'Broadcast') for (const p of waiting) p.phase = 2;
    else if (waiting.length > 0)
      (waiting[waiting.length > 1 ? this.memory.choose(waiting.length) : 0] as Process).phase = 2;
  }

  /** Runs a process up to its next operation that others can see. */
  run(index: number): void {
    const p = this.#process(index);
    while (isAlive(p)) {
      if (this.state.heap.length > this.program.limits.objects) throw lost.objects;
      if (this.steps++ > this.program.limits.steps) throw lost.steps;
      const a = p.stack.at(-1) as Activation;
      const i = this.#code(a).instructions[a.pc] as Instruction;
      const [pc, before] = [a.pc, this.#record ? opennessOf(this.state) : []];
      const goesOn = this.#local(index, p, a, i);
      if (this.#record)
        for (const [object, is] of opennessOf(this.state).entries())
          if (is && !before[object]) this.opened.push({ object, code: this.#code(a), pc });
      if (!goesOn) return;
    }
  }

  /** Executes the instruction when nobody else can tell; false when the process rests at it. */
  #local(index: number, p: Process, a: Activation, i: Instruction): boolean {
    const m = this.memory;
    switch (i.op) {
      case 'jump':
        if (this.#record && p.stack.length === 1 && i.to.at === this.#code(a).leave) this.#returns.set(index, a.pc);
        a.pc = i.to.at;
        return true;
      case 'set':
        m.write(a, i.target, m.read(a, i.value));
        break;
      case 'test': {
        const answer = m.test(a, i.condition);
        this.#note(index, a, { answer });
        a.pc = answer ? i.yes.at : i.no.at;
        return true;
      }
      case 'choose':
        a.pc = (i.targets[m.choose(i.targets.length)] as { at: number }).at;
        return true;
      case 'make':
        m.write(a, i.target, m.make(i.what, m.read(a, i.from), i.fires, a.code * 4096 + a.pc));
        break;
      case 'struct':
        m.write(a, i.target, this.#newStruct(i.layout));
        break;
      case 'append':
        m.write(
          a,
          i.target,
          m.append(
            m.read(a, i.base),
            i.values.map((v) => m.read(a, v)),
          ),
        );
        break;
      case 'put':
        m.put(m.read(a, i.map), m.read(a, i.key), i.value && m.read(a, i.value));
        break;
      case 'lookup': {
        const found = m.lookup(m.read(a, i.map), m.read(a, i.key));
        m.write(a, i.target, !found ? TOP : found.ok === TRUE ? found.value : m.read(a, i.zero));
        m.write(a, i.ok, found?.ok ?? TOP);
        break;
      }
      case 'entries': {
        const map = m.read(a, i.map);
        m.write(a, i.keys, m.entries(map, 0));
        m.write(a, i.values, m.entries(map, 1));
        break;
      }
      case 'closure': {
        const code = 'instructions' in i.callee ? i.callee : this.program.codeOf(i.callee);
        const captured = i.captured.map((c) => m.read(a, c));
        if (!code) for (const v of captured) handOver(this.state, v, MAY_ALL);
        m.write(a, i.target, code ? allocate(this.state, [CLOSURE, code.id, ...captured]) : TOP);
        break;
      }
      case 'escape':
        handOver(this.state, m.read(a, i.value), i.rights);
        break;
      case 'defer':
        a.defers.push(allocate(this.state, [DEFERRED, i.code.id, ...i.args.map((x) => m.read(a, x))]));
        break;
      case 'call':
        return this.#call(
          p,
          a,
          i.callee,
          i.args.map((x) => m.read(a, x)),
          i.results,
        );
      case 'go':
        this.#spawn(
          index,
          a,
          i.callee,
          i.args.map((x) => m.read(a, x)),
        );
        break;
      case 'leave':
        return this.#leave(index, p, a);
      case 'stop':
        throw lost.ended;
      case 'goexit':
        p.unwinding = true;
        a.pc = this.#code(a).leave;
        return true;
      case 'sync':
        return this.#localSync(index, a, i);
      case 'close': {
        const channel = m.read(a, i.channel);
        if (channel === NIL) throw lost.closedNil;
        if (objectOf(this.state, channel)?.[0] === CHAN) return false;
        break;
      }
      default:
        return false;
    }
    a.pc++;
    return true;
  }

  /** Giving back can be done at once: it only ever lets others go on (Lipton's left movers). */
  #localSync(index: number, a: Activation, i: Instruction & { op: 'sync' }): boolean {
    const m = this.memory;
    const o = objectOf(this.state, m.read(a, i.object));
    const p = this.#process(index);
    switch (i.what) {
      case 'Unlock':
        if (o?.[0] === MUTEX) o[2] = 0;
        break;
      case 'RUnlock':
        if (o?.[0] === MUTEX && o.length > 3) {
          const own = o.indexOf(int(index), 3);
          o.splice(own < 0 ? 3 : own, 1);
        }
        break;
      case 'Add': {
        const count = o?.[0] === GROUP ? added(o[3] as number, m.read(a, i.amount)) : TOP;
        // Below zero it panics, unless somebody adds before.
        if (isInt(count) && intOf(count) < 0) return false;
        if (o?.[0] === GROUP) o[3] = count;
        break;
      }
      case 'onceLeave':
        if (o?.[0] === ONCE) o[2] = 2;
        break;
      case 'onceEnter':
        m.write(a, i.amount as Target, TRUE);
        if (o?.[0] === ONCE) return false;
        break;
      case 'condWait': {
        if (o?.[0] !== COND) break;
        if (p.phase === 0) {
          p.phase = 1;
          const mutex = objectOf(this.state, o[3] as number);
          if (mutex?.[0] === MUTEX) mutex[2] = 0;
        }
        return false;
      }
      default:
        if (o) return false;
    }
    this.#note(index, a);
    a.pc++;
    return true;
  }

  #newStruct(layout: number): Value {
    const size = this.program.layouts[layout]?.fields.size ?? 0;
    return allocate(this.state, [STRUCT, layout, 0, ...Array<Value>(size).fill(TOP)]);
  }

  /** Code and leading arguments of what is called; undefined for strangers. */
  #resolve(a: Activation, callee: CalleeRef): { readonly code: Code; readonly bound: readonly Value[] } | undefined {
    if (callee.kind === 'thunk') return { code: callee.code, bound: [] };
    if (callee.kind === 'code') {
      const code = this.program.codeOf(callee.function);
      return code && { code, bound: [] };
    }
    const o = objectOf(this.state, this.memory.read(a, callee.kind === 'value' ? callee.value : callee.receiver));
    if (callee.kind === 'value')
      return o?.[0] === CLOSURE ? { code: this.program.codes[o[1] as number] as Code, bound: o.slice(2) } : undefined;
    if (o?.[0] !== STRUCT) return undefined;
    const layout = this.program.layouts[o[1] as number];
    const method =
      layout &&
      this.program.package
        .methodsOf(layout.name)
        .find((f) => f.syntax.kind === 'FuncDecl' && f.syntax.name.name === callee.name);
    const code = method && this.program.codeOf(method);
    return code && { code, bound: [this.memory.read(a, callee.receiver)] };
  }

  #call(
    p: Process,
    a: Activation,
    callee: CalleeRef,
    args: readonly Value[],
    results: readonly (Target | undefined)[],
  ): boolean {
    const target = this.#resolve(a, callee);
    a.pc++;
    if (target && p.stack.length < this.program.limits.depth) {
      this.#enter(p, target.code, [...target.bound, ...args]);
      return true;
    }
    const asked =
      callee.kind === 'value'
        ? this.memory.read(a, callee.value)
        : callee.kind === 'method'
          ? this.memory.read(a, callee.receiver)
          : TOP;
    for (const v of [...args, asked]) handOver(this.state, v, MAY_ALL);
    for (const r of results) this.memory.write(a, r, TOP);
    return true;
  }

  #enter(p: Process, code: Code, args: readonly Value[]): void {
    const slots = Array<Value>(code.slots).fill(TOP);
    args.forEach((v, i) => {
      if (i < code.parameters) slots[i] = v;
    });
    p.stack.push({ code: code.id, pc: 0, slots, defers: [] });
  }

  #spawn(by: number, a: Activation, callee: CalleeRef, args: readonly Value[]): void {
    const target = this.#resolve(a, callee);
    if (!target) {
      this.#note(by, a);
      for (const v of args) handOver(this.state, v, MAY_ALL);
      return;
    }
    const { processes } = this.state;
    let index = processes.findIndex((p, i) => i > 0 && !isAlive(p));
    if (index < 0) index = processes.length;
    if (index >= this.program.limits.processes) throw lost.processes;
    this.#note(by, a, { partner: index });
    processes[index] = { stack: [], code: a.code, pc: a.pc, unwinding: false, phase: 0 };
    this.#enter(this.#process(index), target.code, [...target.bound, ...args]);
    this.run(index);
  }

  #leave(index: number, p: Process, a: Activation): boolean {
    if (p.stack.length === 1) {
      this.#note(index, a, { pc: this.#returns.get(index) ?? a.pc });
      this.#returns.delete(index);
    }
    const next = a.defers.pop();
    if (next !== undefined) {
      const deferred = objectOf(this.state, next) as number[];
      this.#enter(p, this.program.codes[deferred[1] as number] as Code, deferred.slice(2));
      return true;
    }
    const values = this.#code(a).results.map((r) => this.memory.read(a, r));
    p.stack.pop();
    const caller = p.stack.at(-1);
    if (!caller) {
      // What the first function answers is in the hands of whoever called it.
      if (p.code < 0) for (const v of values) handOver(this.state, v, MAY_ALL);
      return true;
    }
    const call = this.#code(caller).instructions[caller.pc - 1];
    if (p.unwinding) caller.pc = this.#code(caller).leave;
    else if (call?.op === 'call')
      for (const [i, r] of call.results.entries()) this.memory.write(caller, r, values[i] ?? TOP);
    return true;
  }
}

const opennessOf = (s: State): boolean[] =>
  s.heap.map((o) => (o[0] === CHAN ? (o[4] as number) !== 0 : (o[0] === GROUP || o[0] === COND) && o[2] === 1));

const added = (count: Value, by: Value): Value => (isInt(count) && isInt(by) ? int(intOf(count) + intOf(by)) : TOP);

/** May the process leave its operation in this state, and how? Without other processes, which `meetings` finds. */
export function ownMoves(memory: Memory, process: number): readonly Move[] {
  const { state, program } = memory;
  const p = state.processes[process] as Process;
  const a = p.stack.at(-1);
  if (!a) return [];
  const i = (program.codes[a.code] as Code).instructions[a.pc] as Instruction;
  const move = (clause: number): Move => ({ kind: 'one', process, clause });
  switch (i.op) {
    case 'send':
      return canSend(state, memory.read(a, i.channel)) ? [move(-1)] : [];
    case 'receive':
      return canReceive(state, memory.read(a, i.channel)) ? [move(-1)] : [];
    case 'select': {
      const ready = i.cases.flatMap((c, k) => {
        const channel = memory.read(a, c.channel);
        return (c.direction === 'send' ? canSend(state, channel) : canReceive(state, channel)) ? [move(k)] : [];
      });
      // Strangers may also be late.
      const surely = i.cases.some((c) => isSurelyReady(state, memory.read(a, c.channel), c.direction));
      return i.otherwise && !surely ? [...ready, move(-1)] : ready;
    }
    case 'sync':
      return canSync(memory, process, p, a, i) ? [move(-1)] : [];
    default:
      return [move(-1)];
  }
}

function canSend(s: State, channel: Value): boolean {
  if (channel === NIL) return false;
  const c = objectOf(s, channel);
  if (c?.[0] !== CHAN) return true;
  return c[3] === 1 || c.length - 5 < (c[2] as number) || ((c[4] as number) & MAY_RECEIVE) !== 0;
}

function canReceive(s: State, channel: Value): boolean {
  if (channel === NIL) return false;
  const c = objectOf(s, channel);
  if (c?.[0] === CONTEXT) return isCancelled(s, c) || mayEnd(s, c) !== undefined;
  if (c?.[0] !== CHAN) return true;
  return c[3] === 1 || c.length > 5 || ((c[4] as number) & (MAY_SEND | MAY_CLOSE)) !== 0;
}

function isSurelyReady(s: State, channel: Value, direction: 'send' | 'receive'): boolean {
  const c = objectOf(s, channel);
  if (!c) return false;
  if (c[0] === CONTEXT) return isCancelled(s, c);
  if (c[0] !== CHAN) return false;
  // A send on a closed channel panics: that is no default.
  return c[3] === 1 || (direction === 'send' ? c.length - 5 < (c[2] as number) : c.length > 5);
}

function canSync(memory: Memory, process: number, p: Process, a: Activation, i: Instruction & { op: 'sync' }): boolean {
  const { state } = memory;
  const o = objectOf(state, memory.read(a, i.object));
  if (!o) return true;
  switch (i.what) {
    case 'Lock':
      return o[0] !== MUTEX || (o[2] === 0 && o.length === 3) || (p.phase === 0 && o.length > 3);
    case 'RLock':
      return o[0] !== MUTEX || (o[2] === 0 && !writerWaits(memory, process, memory.read(a, i.object)));
    case 'Wait':
      return o[0] !== GROUP || o[2] === 1 || !isInt(o[3] as number) || o[3] === int(0);
    case 'condWait': {
      const mutex = objectOf(state, o[3] ?? TOP);
      const free = mutex?.[0] !== MUTEX || mutex[2] === 0;
      return (p.phase === 2 || o[2] === 1) && free;
    }
    case 'onceEnter':
      return o[0] !== ONCE || o[2] !== 1;
    default:
      return true;
  }
}

/** Go's RWMutex lets no new reader in while a writer waits. */
function writerWaits(memory: Memory, process: number, mutex: Value): boolean {
  return memory.state.processes.some((q, k) => {
    const a = q.stack.at(-1);
    if (!a || k === process || q.phase !== 1) return false;
    const i = (memory.program.codes[a.code] as Code).instructions[a.pc];
    return i?.op === 'sync' && i.what === 'Lock' && memory.read(a, i.object) === mutex;
  });
}

/** Pairs of processes that can meet at a channel. */
export function meetings(memory: Memory): Move[] {
  const { state, program } = memory;
  const [sends, receives]: { readonly process: number; readonly clause: number; readonly channel: Value }[][] = [
    [],
    [],
  ];
  state.processes.forEach((p, process) => {
    const a = p.stack.at(-1);
    const i = a && (program.codes[a.code] as Code).instructions[a.pc];
    if (!a || !i) return;
    const add = (direction: 'send' | 'receive', clause: number, channel: Value): void => {
      const c = objectOf(state, channel);
      if (c?.[0] === CHAN && c[3] === 0 && c[2] === 0)
        (direction === 'send' ? sends : receives)?.push({ process, clause, channel });
    };
    if (i.op === 'send') add('send', -1, memory.read(a, i.channel));
    else if (i.op === 'receive') add('receive', -1, memory.read(a, i.channel));
    else if (i.op === 'select') for (const [k, c] of i.cases.entries()) add(c.direction, k, memory.read(a, c.channel));
  });
  return (sends ?? []).flatMap((s) =>
    (receives ?? [])
      .filter((r) => r.channel === s.channel && r.process !== s.process)
      .map(
        (r): Move => ({
          kind: 'meet',
          sender: s.process,
          sendClause: s.clause,
          receiver: r.process,
          receiveClause: r.clause,
        }),
      ),
  );
}

/** Where the objects at which an activation rests were made. */
export function sitesOf(memory: Memory, a: Activation): readonly number[] {
  return objectsOf(memory, a).map((v) => objectOf(memory.state, v)?.[1] ?? 0);
}

/** The channels, mutex, group or cond of the operation at which an activation rests. */
export function objectsOf(memory: Memory, a: Activation): readonly Value[] {
  const i = (memory.program.codes[a.code] as Code).instructions[a.pc];
  switch (i?.op) {
    case 'send':
    case 'receive':
    case 'close':
      return [memory.read(a, i.channel)];
    case 'select':
      return i.cases.map((c) => memory.read(a, c.channel));
    case 'sync':
      return [memory.read(a, i.object)];
    default:
      return [];
  }
}
