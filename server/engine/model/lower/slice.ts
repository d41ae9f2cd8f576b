import type { Instruction, Operand, Target } from '../code.ts';
import { jumpsOf, unknownOperand } from '../code.ts';
import { assignedBy, type Slots } from './slots.ts';

/** The code of a function before it is done: `leave` is the place to which every `return` jumps. */
export interface Draft {
  readonly instructions: Instruction[];
  readonly leave: number;
  readonly live: readonly Uint8Array[];
}

/**
 * Leaves out what cannot matter to communication (a program slice; Weiser, "Program Slicing", 1981): a stretch that is
 * entered at its beginning and left at its end, and neither communicates nor moves anything that could, becomes "what it
 * assigns is not known". A loop that may also return becomes "it returns, or it does not". The result may do all that the
 * code could. Changes the instructions in their places, so that no label moves; answers whether it changed any.
 */
export function slice(draft: Draft, slots: Slots): boolean {
  const { instructions } = draft;
  const entries = entriesOf(instructions);
  let isChanged = false;
  for (let at = 0; at < instructions.length; at++) {
    if (!isBranching(instructions[at]) && !entries.isLoop(at)) continue;
    const found = stretchFrom(draft, slots, at);
    if (!found || !entries.isOnlyEnteredAt(at, found.end)) continue;
    if (!replace(draft, at, found)) continue;
    isChanged = true;
    at = found.end - 1;
  }
  return isChanged;
}

/**
 * In a function with which runs begin, nothing has been started and nobody waits before its first step that matters: that
 * it fails before is of no interest. Marks the tests on which that hangs with the answer that goes on.
 */
export function assumeArrival(draft: Draft, slots: Slots): void {
  const { instructions, leave } = draft;
  const begin = instructions.findIndex((i) => !isPure(i, slots) && !isPreparation(i));
  const leaves = (pc: number, depth = 0): boolean => {
    for (let at = pc; depth < 4 && at < instructions.length; at++) {
      if (at === leave) return true;
      const i = instructions[at] as Instruction;
      if (i.op === 'jump') {
        if (i.to.at <= at) return false;
        at = i.to.at - 1;
      } else if (i.op === 'test') return leaves(i.yes.at, depth + 1) && leaves(i.no.at, depth + 1);
      else if (i.op === 'stop') return true;
      else if (!isPure(i, slots)) return false;
    }
    return false;
  };
  for (let at = 0; at < begin; at++) {
    const i = instructions[at] as Instruction;
    if (i.op !== 'test' || i.yes.at <= at || i.no.at <= at) continue;
    const [onYes, onNo] = [leaves(i.yes.at), leaves(i.no.at)];
    if (onYes !== onNo) instructions[at] = { ...i, assumed: onNo };
  }
}

/** Makes what will communicate later, and can itself neither wait nor start anything. */
const isPreparation = (i: Instruction): boolean => preparing.has(i.op) || (i.op === 'defer' && isRelease(i));

const preparing = new Set(['make', 'struct', 'closure', 'append', 'put', 'lookup', 'entries', 'set', 'escape']);

/** A deferred call of a value, as a cancel function is: it neither waits nor starts anything by itself. */
const isRelease = (i: Instruction & { op: 'defer' }): boolean =>
  i.code.instructions.every(
    (d) => d.op === 'leave' || d.op === 'set' || (d.op === 'call' && d.callee.kind === 'value'),
  );

interface Stretch {
  readonly end: number;
  /** It may also return. */
  readonly returns: Instruction | undefined;
}

/** The smallest stretch of pure instructions from here whose jumps stay inside, or go to its end or out of the function. */
function stretchFrom({ instructions, leave }: Draft, slots: Slots, from: number): Stretch | undefined {
  let end = from + 1;
  let isLoop = false;
  let isSettled = false;
  let returns: Instruction | undefined;
  for (let at = from; at < end; at++) {
    const i = instructions[at] as Instruction;
    if (at >= leave || !isPure(i, slots)) return undefined;
    if (i.op === 'test' && slots.isCounted(i.condition)) isSettled = true;
    for (const to of jumpsOf(i)) {
      if (to === leave) returns = i;
      else if (to < from) return undefined;
      else if (to <= at) isLoop = true;
      else end = Math.max(end, to);
    }
    if (i.op !== 'jump' && i.op !== 'test' && i.op !== 'choose') end = Math.max(end, at + 1);
  }
  // Where an `if` returns, what has been asked is known afterwards; what the code settles by itself is not left open.
  if (returns && (!isLoop || isSettled)) return undefined;
  // Nothing but an answer that is not kept: as it is.
  return end - from > 1 ? { end, returns } : undefined;
}

/** Overwrites the stretch; false where it has too few places for what it has to say. */
function replace({ instructions, live, leave }: Draft, from: number, { end, returns }: Stretch): boolean {
  const assigned = new Map<string, Target>();
  for (let at = from; at < end; at++)
    for (const t of assignedBy(instructions[at] as Instruction))
      if ((t.kind === 'slot' || t.kind === 'cell') && isLive(live, t.slot, end, returns ? leave : undefined))
        assigned.set(`${t.kind}${t.slot}`, t);
  const at = (instructions[from] as Instruction).at;
  const made: Instruction[] = [...assigned.values()].map((target) => ({
    op: 'set',
    target,
    value: unknownOperand,
    at,
  }));
  if (returns)
    made.push({
      op: 'test',
      condition: unknownOperand,
      yes: { at: end },
      no: { at: leave },
      of: 'left',
      at: returns.at,
    });
  else made.push({ op: 'jump', to: { at: end }, at });
  if (made.length > end - from) return false;
  for (const [i, one] of made.entries()) instructions[from + i] = one;
  for (let i = from + made.length; i < end; i++) instructions[i] = { op: 'jump', to: { at: end }, at };
  return true;
}

const isLive = (live: readonly Uint8Array[], slot: number, ...at: (number | undefined)[]): boolean =>
  at.some((pc) => pc !== undefined && live[pc]?.[slot] === 1);

const isBranching = (i: Instruction | undefined): boolean => i?.op === 'test' || i?.op === 'choose';

/** Where jumps come from, by where they go. */
function entriesOf(code: readonly Instruction[]) {
  const from = new Map<number, number[]>();
  code.forEach((i, at) => {
    for (const to of jumpsOf(i)) from.set(to, [...(from.get(to) ?? []), at]);
  });
  return {
    isLoop: (at: number): boolean => (from.get(at) ?? []).some((f) => f >= at),
    isOnlyEnteredAt: (start: number, end: number): boolean => {
      for (let at = start + 1; at < end; at++)
        if ((from.get(at) ?? []).some((f) => f < start || f >= end)) return false;
      return true;
    },
  };
}

/** Does it neither communicate, nor move, keep or call anything that could? */
function isPure(i: Instruction, slots: Slots): boolean {
  const isFree = (t: Target | undefined): boolean => {
    if (!t || t.kind === 'slot' || t.kind === 'cell') return !t || !slots.holds(t);
    return t.kind !== 'global' && !slots.holds(t.base);
  };
  const isIdle = (...operands: (Operand | undefined)[]): boolean => operands.every((o) => !o || !slots.holds(o));
  switch (i.op) {
    case 'jump':
    case 'test':
    case 'choose':
      return true;
    case 'set':
      return isFree(i.target) && isIdle(i.value);
    case 'make':
      return (i.what === 'cell' || i.what === 'map') && isFree(i.target);
    case 'struct':
    case 'closure':
    case 'append':
    case 'lookup':
      return isFree(i.target);
    case 'put':
      return isIdle(i.map, i.value);
    case 'entries':
      return isIdle(i.map);
    case 'call':
      return !slots.holdsCallee(i.callee) && isIdle(...i.args) && i.results.every(isFree);
    case 'escape':
      return isIdle(i.value);
    default:
      return false;
  }
}
