import { type Compiled, compile, type Step } from './compile.ts';
import type { Program, Statement } from './program.ts';

/**
 * A reference for the model: every interleaving of a small program, one step at a time, written from the Go specification
 * and the documentation of sync and context alone. It shares no code and no reductions with the model.
 */
export interface Verdict {
  /** Statements at which some run parks a goroutine for ever. */
  readonly parked: ReadonlySet<Statement>;
  readonly states: number;
}

interface Frame {
  readonly code: number;
  readonly pc: number;
  /** Rounds left of the loops, by counter. */
  readonly rounds: readonly number[];
  readonly deferred: readonly number[];
}

interface State {
  /** Values in the buffer, and whether it is closed. */
  readonly channels: readonly (readonly [number, boolean])[];
  /** Locked, readers, and the processes that have said that they want to write. */
  readonly mutexes: readonly {
    readonly locked: boolean;
    readonly readers: number;
    readonly writers: readonly number[];
  }[];
  readonly groups: readonly number[];
  readonly ended: readonly boolean[];
  /** 0 not run, 1 runs, 2 has run. */
  readonly onces: readonly number[];
  readonly processes: readonly (readonly Frame[])[];
}

/** The process has panicked: nobody is parked any more. */
const crash = 'crash';
type Next = { readonly to: State | typeof crash; readonly movers: readonly number[] };

interface Node {
  readonly state: State;
  canMove: number;
  readonly before: Node[];
}

const EVERYBODY = -1;

/** Undefined when there are more than `limit` states, or more goroutines than can be told apart. */
export function explore(program: Program, limit: number): Verdict | undefined {
  const machine = new Machine(program, compile(program));
  const nodes = new Map<string, Node>();
  const open: Node[] = [];
  const reach = (state: State): Node => {
    const key = JSON.stringify(state);
    let node = nodes.get(key);
    if (!node) {
      node = { state, canMove: 0, before: [] };
      nodes.set(key, node);
      open.push(node);
    }
    return node;
  };
  for (const s of machine.starts()) reach(s);
  for (let node = open.pop(); node; node = open.pop()) {
    if (nodes.size > limit || node.state.processes.length > 30) return undefined;
    for (const { to, movers } of machine.next(node.state)) {
      if (to === crash) node.canMove = EVERYBODY;
      else {
        reach(to).before.push(node);
        for (const m of movers) node.canMove |= 1 << m;
      }
    }
  }
  spread([...nodes.values()]);
  const parked = new Set<Statement>();
  for (const { state, canMove } of nodes.values())
    state.processes.forEach((frames, p) => {
      const by = frames.length > 0 && (canMove & (1 << p)) === 0 ? machine.statementAt(frames) : undefined;
      if (by) parked.add(by);
    });
  return { parked, states: nodes.size };
}

function spread(nodes: readonly Node[]): void {
  const open = [...nodes];
  for (let n = open.pop(); n; n = open.pop())
    for (const b of n.before) {
      const all = b.canMove | n.canMove;
      if (all === b.canMove) continue;
      b.canMove = all;
      open.push(b);
    }
}

class Machine {
  readonly #program: Program;
  readonly #code: Compiled;

  constructor(program: Program, code: Compiled) {
    this.#program = program;
    this.#code = code;
  }

  starts(): State[] {
    const { channels, mutexes, groups, contexts, onces } = this.#program;
    return this.#settled({
      channels: channels.map(() => [0, false]),
      mutexes: mutexes.map(() => ({ locked: false, readers: 0, writers: [] })),
      groups: Array<number>(groups).fill(0),
      ended: contexts.map(() => false),
      onces: Array<number>(onces).fill(0),
      processes: [[this.#frame(0)]],
    });
  }

  statementAt(frames: readonly Frame[]): Statement | undefined {
    const step = this.#step(frames);
    return 'by' in step ? step.by : undefined;
  }

  #frame(code: number): Frame {
    return { code, pc: 0, rounds: Array<number>(this.#code.counters).fill(0), deferred: [] };
  }

  #step(frames: readonly Frame[]): Step {
    const top = frames.at(-1) as Frame;
    return this.#code.codes[top.code]?.[top.pc] as Step;
  }

  /** Runs every process up to what others can see; a choice makes several states of one. */
  #settled(state: State): State[] {
    for (const [p, frames] of state.processes.entries()) {
      if (frames.length === 0) continue;
      const after = this.#local(state, p, frames);
      if (after) return after.flatMap((s) => this.#settled(s));
    }
    return [state];
  }

  #local(state: State, p: number, frames: readonly Frame[]): State[] | undefined {
    const top = frames.at(-1) as Frame;
    const below = frames.slice(0, -1);
    const step = this.#step(frames);
    const go = (pc: number, more: Partial<Frame> = {}): readonly Frame[] => [...below, { ...top, ...more, pc }];
    const put = (own: readonly Frame[], started: readonly (readonly Frame[])[] = []): State => ({
      ...state,
      processes: [...state.processes.map((f, i) => (i === p ? own : f)), ...started],
    });
    const { pc } = top;
    switch (step.op) {
      case 'go':
        return [put(go(pc + 1), [[this.#frame(step.code)]])];
      case 'call':
        return [put([...go(pc + 1), this.#frame(step.code)])];
      case 'defer':
        return [put(go(pc + 1, { deferred: [...top.deferred, step.code] }))];
      case 'either':
        return [put(go(pc + 1)), put(go(step.no))];
      case 'jump':
        return [put(go(step.to))];
      case 'start':
        return [put(go(pc + 1, { rounds: top.rounds.map((n, i) => (i === step.counter ? step.times : n)) }))];
      case 'again': {
        const left = top.rounds[step.counter] ?? 0;
        const rounds = top.rounds.map((n, i) => (i === step.counter ? Math.max(0, left - 1) : n));
        return [put(left === 0 ? go(step.end) : go(pc + 1, { rounds }))];
      }
      case 'return': {
        const last = top.deferred.at(-1);
        if (last === undefined) return [put(below)];
        return [put([...go(pc, { deferred: top.deferred.slice(0, -1) }), this.#frame(last)])];
      }
      default:
        return undefined;
    }
  }

  next(state: State): Next[] {
    return state.processes.flatMap((frames, p) => (frames.length === 0 ? [] : this.#moves(state, p, frames)));
  }

  #moves(state: State, p: number, frames: readonly Frame[]): Next[] {
    const step = this.#step(frames);
    const pc = (frames.at(-1) as Frame).pc;
    const to = (change: Partial<State>, ...places: readonly (readonly [number, number])[]): Next[] => {
      const processes = state.processes.map((f, i) => {
        const place = places.find(([process]) => process === i);
        return place ? [...f.slice(0, -1), { ...(f.at(-1) as Frame), pc: place[1] }] : f;
      });
      return this.#settled({ ...state, processes, ...change }).map((s) => ({ to: s, movers: places.map(([m]) => m) }));
    };
    const die: Next[] = [{ to: crash, movers: [p] }];
    switch (step.op) {
      case 'send':
        return this.#sends(state, p, step.on, pc + 1, to, die);
      case 'receive':
        return this.#receives(state, p, step.on, pc + 1, pc + 1, to);
      case 'range':
        return this.#receives(state, p, step.on, pc + 1, step.end, to);
      case 'close': {
        const channel = this.#channel(state, step.on);
        if (!channel || channel[1]) return die;
        return to({ channels: replaced(state.channels, step.on, [channel[0], true]) }, [p, pc + 1]);
      }
      case 'select': {
        const ready = step.cases.flatMap(({ of, to: at }) =>
          of.direction === 'send'
            ? this.#sends(state, p, of.on, at, to, die)
            : of.direction === 'receive'
              ? this.#receives(state, p, of.on, at, at, to)
              : this.#awaits(state, p, of.on, at, to),
        );
        // A deadline may pass later, and whoever would meet it may not have arrived yet: then the default is taken.
        const surely = step.cases.some(({ of }) =>
          of.direction === 'done' ? state.ended[of.on] : this.#isReady(state, of.direction, of.on),
        );
        return step.otherwise !== undefined && !surely ? [...ready, ...to({}, [p, step.otherwise])] : ready;
      }
      case 'cancel':
        return to({ ended: replaced(state.ended, step.on, true) }, [p, pc + 1]);
      case 'awaitDone':
        return this.#awaits(state, p, step.on, pc + 1, to);
      case 'add': {
        const count = (state.groups[step.on] ?? 0) + step.amount;
        return count < 0 ? die : to({ groups: replaced(state.groups, step.on, count) }, [p, pc + 1]);
      }
      case 'wait':
        return state.groups[step.on] === 0 ? to({}, [p, pc + 1]) : [];
      case 'onceEnter': {
        const once = state.onces[step.on];
        if (once === 1) return [];
        if (once === 2) return to({}, [p, step.after]);
        return to({ onces: replaced(state.onces, step.on, 1) }, [p, pc + 1]);
      }
      case 'onceLeave':
        return to({ onces: replaced(state.onces, step.on, 2) }, [p, pc + 1]);
      case 'lock':
      case 'unlock':
      case 'rlock':
      case 'runlock':
        return this.#locks(state, p, step.op, step.on, pc, to, die);
      default:
        throw new Error(`${step.op} is no step that others see`);
    }
  }

  /** Undefined for nil. */
  #channel(state: State, on: number): readonly [number, boolean] | undefined {
    return this.#program.channels[on] === undefined ? undefined : state.channels[on];
  }

  /** Without anybody else. */
  #isReady(state: State, direction: 'send' | 'receive', on: number): boolean {
    const channel = this.#channel(state, on);
    if (!channel) return false;
    const [count, closed] = channel;
    return closed || (direction === 'send' ? count < (this.#program.channels[on] ?? 0) : count > 0);
  }

  #sends(state: State, p: number, on: number, at: number, to: To, die: Next[]): Next[] {
    const channel = this.#channel(state, on);
    if (!channel) return [];
    const [count, closed] = channel;
    if (closed) return die;
    if (count < (this.#program.channels[on] ?? 0))
      return to({ channels: replaced(state.channels, on, [count + 1, false]) }, [p, at]);
    if (this.#program.channels[on] !== 0) return [];
    return state.processes.flatMap((_, q) =>
      q === p ? [] : this.#takers(state, q, on).flatMap((r) => to({}, [p, at], [q, r])),
    );
  }

  /** Where a process goes on that receives from the channel. */
  #takers(state: State, q: number, on: number): number[] {
    const frames = state.processes[q] ?? [];
    if (frames.length === 0) return [];
    const step = this.#step(frames);
    const pc = (frames.at(-1) as Frame).pc;
    if ((step.op === 'receive' || step.op === 'range') && step.on === on) return [pc + 1];
    if (step.op !== 'select') return [];
    return step.cases.flatMap(({ of, to }) => (of.direction === 'receive' && of.on === on ? [to] : []));
  }

  /** `closed`: where it goes on when the channel is closed. What meets a sender is the sender's move. */
  #receives(state: State, p: number, on: number, at: number, closed: number, to: To): Next[] {
    const channel = this.#channel(state, on);
    if (!channel) return [];
    if (channel[0] > 0) return to({ channels: replaced(state.channels, on, [channel[0] - 1, channel[1]]) }, [p, at]);
    if (channel[1]) return to({}, [p, closed]);
    return state.processes.flatMap((_, q) =>
      q === p ? [] : this.#givers(state, q, on).flatMap((s) => to({}, [p, at], [q, s])),
    );
  }

  #givers(state: State, q: number, on: number): number[] {
    const frames = state.processes[q] ?? [];
    if (frames.length === 0 || this.#program.channels[on] !== 0) return [];
    const step = this.#step(frames);
    if (step.op === 'send' && step.on === on) return [(frames.at(-1) as Frame).pc + 1];
    if (step.op !== 'select') return [];
    return step.cases.flatMap(({ of, to }) => (of.direction === 'send' && of.on === on ? [to] : []));
  }

  #awaits(state: State, p: number, on: number, at: number, to: To): Next[] {
    if (state.ended[on]) return to({}, [p, at]);
    return this.#program.contexts[on] ? to({ ended: replaced(state.ended, on, true) }, [p, at]) : [];
  }

  /** sync.RWMutex: "a blocked Lock call excludes new readers from acquiring the lock". */
  #locks(
    state: State,
    p: number,
    op: 'lock' | 'unlock' | 'rlock' | 'runlock',
    on: number,
    pc: number,
    to: To,
    die: Next[],
  ): Next[] {
    const m = state.mutexes[on];
    if (!m) throw new Error(`there is no mutex ${on}`);
    const becomes = (change: Partial<typeof m>): Partial<State> => ({
      mutexes: replaced(state.mutexes, on, { ...m, ...change }),
    });
    const others = m.writers.filter((w) => w !== p);
    switch (op) {
      case 'unlock':
        return m.locked ? to(becomes({ locked: false }), [p, pc + 1]) : die;
      case 'runlock':
        return m.readers > 0 ? to(becomes({ readers: m.readers - 1 }), [p, pc + 1]) : die;
      case 'rlock':
        return !m.locked && others.length === 0 ? to(becomes({ readers: m.readers + 1 }), [p, pc + 1]) : [];
      case 'lock':
        if (!m.locked && m.readers === 0) return to(becomes({ locked: true, writers: others }), [p, pc + 1]);
        // It asks, and stays where it is.
        if (m.readers > 0 && !m.writers.includes(p)) return to(becomes({ writers: [...m.writers, p] }), [p, pc]);
        return [];
    }
  }
}

type To = (change: Partial<State>, ...places: readonly (readonly [number, number])[]) => Next[];

const replaced = <T>(list: readonly T[], at: number, by: T): readonly T[] => list.map((x, i) => (i === at ? by : x));
