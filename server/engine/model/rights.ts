import type { CalleeRef, Code, Instruction, Operand } from './code.ts';
import { MAY_ALL, MAY_CLOSE, MAY_RECEIVE, MAY_SEND } from './state.ts';

/**
 * What code may do with the channels that it is given, one set of rights for each captured value and parameter: all that
 * whoever holds a closure can do with what it captured is to run it. A closure that only sends frees no sender.
 * `codeOf` gives the code of a callee, undefined for a stranger.
 */
export function rightsOf(code: Code, codeOf: (callee: CalleeRef) => Code | undefined): readonly number[] {
  return rightsIn(code, codeOf, new Set());
}

function rightsIn(code: Code, codeOf: (c: CalleeRef) => Code | undefined, above: Set<Code>): readonly number[] {
  // Code that comes back to itself may do whatever one round of it may; which is not looked for.
  if (above.has(code)) return Array<number>(code.parameters).fill(MAY_ALL);
  above.add(code);
  const rights = Array<number>(code.slots).fill(0);
  const copies: [from: number, to: number][] = [];
  const grant = (o: Operand | undefined, allowed: number): void => {
    if (o?.kind === 'slot') rights[o.slot] = (rights[o.slot] ?? 0) | allowed;
  };
  const pass = (callee: CalleeRef, args: readonly Operand[]): void => {
    const target = codeOf(callee);
    const theirs = target && rightsIn(target, codeOf, above);
    for (const [i, a] of args.entries()) grant(a, theirs ? (theirs[i] ?? 0) : MAY_ALL);
  };
  for (const i of code.instructions) {
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
  above.delete(code);
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
