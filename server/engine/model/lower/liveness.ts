import { type CalleeRef, type Instruction, jumpsOf, type Operand, type Target } from '../code.ts';

/** For each instruction, which slots may be read from there on (backward data flow over the slots of one function). */
export function liveness(code: readonly Instruction[], slots: number, results: readonly Operand[]): Uint8Array[] {
  const live = code.map(() => new Uint8Array(slots));
  const following = code.map((instruction, pc) => successors(instruction, pc, code.length));
  const next = new Uint8Array(slots);
  for (let changed = true; changed; ) {
    changed = false;
    for (let pc = code.length - 1; pc >= 0; pc--) {
      const instruction = code[pc] as Instruction;
      const own = live[pc] as Uint8Array;
      const [first, ...others] = following[pc] as readonly number[];
      const from = first === undefined ? undefined : live[first];
      if (from) next.set(from);
      else next.fill(0);
      for (const to of others) for (let i = 0; i < slots; i++) if (live[to]?.[i]) next[i] = 1;
      forTargets(instruction, (t) => {
        if (t.kind === 'slot') next[t.slot] = 0;
      });
      forTargets(instruction, (t) => {
        if (t.kind !== 'slot') reads(t, next);
      });
      forOperands(instruction, (o) => reads(o, next));
      if (instruction.op === 'leave') for (const r of results) reads(r, next);
      for (let i = 0; i < slots; i++)
        if (next[i] && !own[i]) {
          own[i] = 1;
          changed = true;
        }
    }
  }
  return live;
}

function successors(i: Instruction, pc: number, length: number): readonly number[] {
  switch (i.op) {
    case 'jump':
    case 'test':
    case 'choose':
    case 'select':
      return jumpsOf(i);
    case 'leave':
    case 'stop':
      return [];
    case 'goexit':
      return [length - 1];
    default:
      return [pc + 1];
  }
}

function reads(o: Operand, into: Uint8Array): void {
  switch (o.kind) {
    case 'slot':
    case 'cell':
      into[o.slot] = 1;
      return;
    case 'field':
      return reads(o.base, into);
    case 'element':
      reads(o.base, into);
      return reads(o.index, into);
    case 'length':
    case 'not':
    case 'contextError':
      return reads(o.x, into);
    case 'sum':
    case 'compare':
      reads(o.x, into);
      return reads(o.y, into);
    default:
      return;
  }
}

function forTargets(i: Instruction, visit: (t: Target) => void): void {
  if ('target' in i) visit(i.target);
  if (i.op === 'lookup' && i.ok) visit(i.ok);
  if (i.op === 'entries') {
    visit(i.keys);
    visit(i.values);
  }
  if (i.op === 'receive') {
    if (i.into) visit(i.into);
    if (i.ok) visit(i.ok);
  }
  // The cases' targets are written on one branch each: they kill nothing, and need their bases.
  if (i.op === 'call') for (const r of i.results) if (r) visit(r);
}

function forOperands(i: Instruction, visit: (o: Operand) => void): void {
  switch (i.op) {
    case 'set':
      return visit(i.value);
    case 'test':
      return visit(i.condition);
    case 'make':
      return visit(i.from);
    case 'put':
      visit(i.map);
      visit(i.key);
      return i.value && visit(i.value);
    case 'lookup':
      visit(i.map);
      visit(i.key);
      return visit(i.zero);
    case 'entries':
      return visit(i.map);
    case 'append':
      visit(i.base);
      return i.values.forEach(visit);
    case 'closure':
      return i.captured.forEach(visit);
    case 'send':
      visit(i.channel);
      return visit(i.value);
    case 'receive':
    case 'close':
      return visit(i.channel);
    case 'select':
      return i.cases.forEach((c) => {
        visit(c.channel);
        visit(c.value);
        for (const t of [c.into, c.ok]) if (t && t.kind !== 'slot') visit(t);
      });
    case 'sync':
      visit(i.object);
      return visit(i.amount);
    case 'call':
    case 'go':
      callee(i.callee, visit);
      return i.args.forEach(visit);
    case 'defer':
      return i.args.forEach(visit);
    case 'escape':
      return visit(i.value);
    default:
      return;
  }
}

function callee(c: CalleeRef, visit: (o: Operand) => void): void {
  if (c.kind === 'value') visit(c.value);
  if (c.kind === 'method') visit(c.receiver);
}
