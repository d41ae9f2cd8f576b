import type { Code, Instruction } from './code.ts';
import type { Memory } from './memory.ts';
import {
  type Activation,
  CHAN,
  CONTEXT,
  GROUP,
  isCancelled,
  MAY_CLOSE,
  MAY_RECEIVE,
  MAY_SEND,
  MUTEX,
  mayEnd,
  ONCE,
  objectOf,
  type Process,
  type State,
} from './state.ts';
import { int, isInt, NIL, TOP, type Value } from './value.ts';

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
