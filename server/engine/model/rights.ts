import type { CalleeRef, Code, Instruction, Operand } from './code.ts';
import { assignedBy } from './lower/slots.ts';
import { MAY_ALL, MAY_ASSIGN, MAY_CLOSE, MAY_END, MAY_LOCK, MAY_RECEIVE, MAY_SEND, MAY_UNLOCK } from './state.ts';

/** Calls inside of calls inside of calls: what is further away may do anything. */
const maxDepth = 4;

/**
 * What code may do with the channels that it is given, one set of rights for each captured value and parameter: all that
 * whoever holds a closure can do with what it captured is to run it. A closure that only sends frees no sender.
 */
export class Rights {
  /** Gives the code of a callee, undefined for a stranger. */
  readonly #codeOf: (callee: CalleeRef) => Code | undefined;
  /** By depth: an answer must not depend on what has been asked before it. */
  readonly #known: readonly Map<Code, readonly number[]>[] = Array.from({ length: maxDepth }, () => new Map());

  constructor(codeOf: (callee: CalleeRef) => Code | undefined) {
    this.#codeOf = codeOf;
  }

  of(code: Code, depth = 0): readonly number[] {
    const known = this.#known[depth];
    if (!known) return Array<number>(code.parameters).fill(MAY_ALL);
    const before = known.get(code);
    if (before) return before;
    const rights = rightsIn(code, (callee) => {
      const target = this.#codeOf(callee);
      return target && this.of(target, depth + 1);
    });
    known.set(code, rights);
    return rights;
  }
}

function rightsIn(code: Code, ofCallee: (c: CalleeRef) => readonly number[] | undefined): readonly number[] {
  const rights = Array<number>(code.slots).fill(0);
  const copies: [from: number, to: number][] = [];
  const grant = (o: Operand | undefined, allowed: number): void => {
    if (o?.kind === 'slot') rights[o.slot] = (rights[o.slot] ?? 0) | allowed;
  };
  const pass = (callee: CalleeRef, args: readonly Operand[]): void => {
    const theirs = ofCallee(callee);
    for (const [i, a] of args.entries()) grant(a, theirs ? (theirs[i] ?? 0) : MAY_ALL);
  };
  for (const i of code.instructions) {
    for (const t of assignedBy(i)) if (t.kind === 'cell') rights[t.slot] = (rights[t.slot] ?? 0) | MAY_ASSIGN;
    if (i.op === 'set' && i.value.kind === 'slot' && i.target.kind === 'slot')
      copies.push([i.value.slot, i.target.slot]);
    else ofInstruction(i, grant, pass);
  }
  for (const r of code.results) grant(r, MAY_ALL);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [from, to] of copies) {
      const both = (rights[from] ?? 0) | (rights[to] ?? 0);
      if (both !== rights[from]) changed = true;
      rights[from] = both;
    }
  }
  return rights.slice(0, code.parameters);
}

type Grant = (o: Operand | undefined, allowed: number) => void;
type Pass = (callee: CalleeRef, args: readonly Operand[]) => void;

function ofInstruction(i: Instruction, grant: Grant, pass: Pass): void {
  switch (i.op) {
    case 'send':
      grant(i.channel, MAY_SEND);
      return grant(i.value, MAY_ALL);
    case 'receive':
      return grant(i.channel, MAY_RECEIVE);
    case 'select':
      for (const c of i.cases) {
        grant(c.channel, c.direction === 'send' ? MAY_SEND : MAY_RECEIVE);
        grant(c.value, MAY_ALL);
      }
      return;
    case 'sync':
      if (i.what === 'Lock' || i.what === 'RLock') grant(i.object, MAY_LOCK);
      else if (i.what === 'Unlock' || i.what === 'RUnlock') grant(i.object, MAY_UNLOCK);
      else if (i.what === 'cancel') grant(i.object, MAY_END);
      return;
    case 'close':
      return grant(i.channel, MAY_CLOSE);
    case 'escape':
      return grant(i.value, i.rights);
    case 'closure':
      if ('instructions' in i.callee) return pass({ kind: 'thunk', code: i.callee }, i.captured);
      return pass({ kind: 'code', function: i.callee }, i.captured);
    case 'defer':
      return pass({ kind: 'thunk', code: i.code }, i.args);
    case 'call':
    case 'go':
      if (i.callee.kind === 'value') grant(i.callee.value, MAY_ALL);
      return pass(i.callee, i.args);
    case 'set':
      return grant(i.value, MAY_ALL);
    case 'append':
      grant(i.base, MAY_ALL);
      for (const v of i.values) grant(v, MAY_ALL);
      return;
    case 'put':
      grant(i.key, MAY_ALL);
      return grant(i.value, MAY_ALL);
    case 'lookup':
      return grant(i.zero, MAY_ALL);
    default:
      return;
  }
}
