import { resolved } from './callees.ts';
import type { CalleeRef, Code, Instruction, Target } from './code.ts';
import type { Event, Opened } from './event.ts';
import { lost } from './lost.ts';
import { type Choose, Memory } from './memory.ts';
import type { Move } from './moves.ts';
import type { Program } from './program.ts';
import { sitesOf } from './resting.ts';
import {
  type Activation,
  AMPLE,
  allocate,
  CHAN,
  CLOSURE,
  CONTEXT,
  copyState,
  DEFERRED,
  isAlive,
  isCancelled,
  MAY_ALL,
  MAY_CLOSE,
  MAY_SEND,
  mayEnd,
  objectOf,
  opennessOf,
  type Process,
  type State,
} from './state.ts';
import { announcesItself, giveBack, take } from './synchronise.ts';
import { FALSE, NIL, TOP, TRUE, type Value } from './value.ts';

/** One transition: performs a move and runs the movers on to where they communicate next. */
export class Machine {
  readonly program: Program;
  readonly state: State;
  readonly memory: Memory;
  readonly events: Event[] = [];
  /** Where objects came into the hands of code that cannot be seen; only when recording. */
  readonly opened: Opened[] = [];
  readonly #record: boolean;
  /** Answers so far that nothing gave. */
  #asked = 0;
  /** Instructions so far. */
  steps = 0;
  /** Where the outermost function of a process was told to return, until it does. */
  readonly #returns = new Map<number, number>();

  constructor(program: Program, from: State, choose: Choose, record: boolean) {
    this.program = program;
    this.state = copyState(from);
    this.memory = new Memory(program, this.state, (n, kind) => {
      this.#asked++;
      return choose(n, kind);
    });
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
    if (i.op !== 'sync' || announcesItself(this.memory, p, a, i)) return;
    this.#note(index, a, i.what === 'cancel' ? this.#callOf(p) : {});
    a.pc++;
    take(this.memory, index, p, a, i);
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
        this.memory.handOver(value, MAY_ALL);
        return this.#pass(index, clause, undefined, TOP);
      }
      return this.#pass(index, clause, TOP, TOP);
    }
    const capacity = c[2] as number;
    if (sends) {
      if (c[3] === 1) throw lost.sentAfterClose;
      if (capacity === AMPLE && c.length - 5 >= AMPLE - 1) throw lost.room;
      if (c.length - 5 < capacity) c.push(value);
      else this.memory.handOver(value, MAY_ALL);
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

  /** Runs a process up to its next operation that others can see. */
  run(index: number): void {
    const p = this.#process(index);
    while (isAlive(p)) {
      if (this.state.heap.length > this.program.limits.objects) throw lost.objects;
      if (this.steps++ > this.program.limits.steps) throw lost.steps;
      const a = p.stack.at(-1) as Activation;
      const i = this.#code(a).instructions[a.pc] as Instruction;
      if (!(this.#record ? this.#recorded(index, p, a, i) : this.#local(index, p, a, i))) return;
    }
  }

  /** Executes the instruction, and notes what it gives into the hands of strangers. */
  #recorded(index: number, p: Process, a: Activation, i: Instruction): boolean {
    const { pc } = a;
    const before = opennessOf(this.state);
    const goesOn = this.#local(index, p, a, i);
    for (const [object, is] of opennessOf(this.state).entries())
      if (is && !before[object]) this.opened.push({ object, code: this.#code(a), pc });
    return goesOn;
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
        const asked = this.#asked;
        // A loop comes to its end as a rule.
        const answer =
          i.of === 'left'
            ? m.choose(2, 'usual') === 0
            : m.test(a, i.condition, i.assumed, i.isOfError && !this.program.isClosed);
        if (i.assumed !== answer) this.#note(index, a, { answer, isOpen: this.#asked > asked });
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
        m.write(a, i.target, m.newStruct(i.layout));
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
        if (!code) for (const v of captured) this.memory.handOver(v, MAY_ALL);
        m.write(a, i.target, code ? allocate(this.state, [CLOSURE, code.id, ...captured]) : TOP);
        break;
      }
      case 'escape':
        this.memory.handOver(m.read(a, i.value), i.rights);
        break;
      case 'defer':
        a.defers.push(allocate(this.state, [DEFERRED, i.code.id, ...i.args.map((x) => m.read(a, x))]));
        break;
      case 'call':
        if (i.byUser) this.#note(index, a);
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
        if (!giveBack(m, index, p, a, i)) return false;
        this.#note(index, a);
        break;
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

  #call(
    p: Process,
    a: Activation,
    callee: CalleeRef,
    args: readonly Value[],
    results: readonly (Target | undefined)[],
  ): boolean {
    const target = resolved(this.memory, a, callee);
    a.pc++;
    if (target && p.stack.length < this.program.limits.depth) {
      this.#enter(p, target.code, target.bound.length === 0 ? args : [...target.bound, ...args]);
      return true;
    }
    const asked =
      callee.kind === 'value'
        ? this.memory.read(a, callee.value)
        : callee.kind === 'method'
          ? this.memory.read(a, callee.receiver)
          : TOP;
    for (const v of [...args, asked]) this.memory.handOver(v, MAY_ALL);
    for (const r of results) this.memory.write(a, r, TOP);
    return true;
  }

  #enter(p: Process, code: Code, args: readonly Value[]): void {
    const slots = Array<Value>(code.slots).fill(TOP);
    for (let i = 0; i < args.length && i < code.parameters; i++) slots[i] = args[i] as Value;
    p.stack.push({ code: code.id, pc: 0, slots, defers: [] });
  }

  #spawn(by: number, a: Activation, callee: CalleeRef, args: readonly Value[]): void {
    const target = resolved(this.memory, a, callee);
    if (!target) {
      this.#note(by, a);
      for (const v of args) this.memory.handOver(v, MAY_ALL);
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
      if (p.code < 0) for (const v of values) this.memory.handOver(v, MAY_ALL);
      return true;
    }
    const call = this.#code(caller).instructions[caller.pc - 1];
    if (p.unwinding) caller.pc = this.#code(caller).leave;
    else if (call?.op === 'call')
      for (const [i, r] of call.results.entries()) this.memory.write(caller, r, values[i] ?? TOP);
    return true;
  }
}
