import type { Code, Instruction, Target } from './code.ts';
import { lost } from './lost.ts';
import type { Memory } from './memory.ts';
import { type Activation, COND, CONTEXT, GROUP, MUTEX, ONCE, objectOf, type Process } from './state.ts';
import { FALSE, int, intOf, isInt, TOP, TRUE, type Value } from './value.ts';

export type Sync = Instruction & { readonly op: 'sync' };

/** A writer that finds readers announces itself, which keeps new ones out: the first half of a `Lock`. */
export function announcesItself(memory: Memory, p: Process, a: Activation, i: Sync): boolean {
  const o = objectOf(memory.state, memory.read(a, i.object));
  if (i.what !== 'Lock' || o?.[0] !== MUTEX || p.phase !== 0 || o.length <= 3) return false;
  p.phase = 1;
  return true;
}

/** What the operation does that others have waited for or will wait for: taking a lock, waking, cancelling. */
export function take(memory: Memory, index: number, p: Process, a: Activation, i: Sync): void {
  const o = objectOf(memory.state, memory.read(a, i.object));
  const me = index + 1;
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
      const mutex = objectOf(memory.state, o[3] ?? TOP);
      p.phase = 0;
      if (mutex?.[0] === MUTEX) mutex[2] = me;
      return;
    }
    case 'Signal':
    case 'Broadcast':
      return signal(memory, a, i);
    case 'cancel':
      if (o[0] === CONTEXT) o[2] = 1;
      return;
    case 'Add':
      if (o[0] === GROUP) o[3] = added(o[3] as number, memory.read(a, i.amount));
      if (isInt(o[3] as number) && intOf(o[3] as number) < 0) throw lost.negative;
      return;
    case 'onceEnter':
      if (o[0] === ONCE) {
        if (o[2] === 0) o[2] = 1;
        else memory.write(a, i.amount as Target, FALSE);
      }
      return;
    default:
      return;
  }
}

function signal(memory: Memory, a: Activation, i: Sync): void {
  const cond = memory.read(a, i.object);
  const waiting = memory.state.processes.filter((p) => {
    const at = p.stack.at(-1);
    const there = at && (memory.program.codes[at.code] as Code).instructions[at.pc];
    return (
      p.phase === 1 && there?.op === 'sync' && there.what === 'condWait' && at && memory.read(at, there.object) === cond
    );
  });
  if (i.what === 'Broadcast') for (const p of waiting) p.phase = 2;
  else if (waiting.length > 0) (waiting[waiting.length > 1 ? memory.choose(waiting.length) : 0] as Process).phase = 2;
}

/**
 * Giving back can be done at once: it only ever lets others go on (Lipton's left movers). False when the process rests
 * at the operation instead.
 */
export function giveBack(memory: Memory, index: number, p: Process, a: Activation, i: Sync): boolean {
  const o = objectOf(memory.state, memory.read(a, i.object));
  switch (i.what) {
    case 'Unlock':
      if (o?.[0] === MUTEX) o[2] = 0;
      return true;
    case 'RUnlock':
      if (o?.[0] === MUTEX && o.length > 3) {
        const own = o.indexOf(int(index), 3);
        o.splice(own < 0 ? 3 : own, 1);
      }
      return true;
    case 'Add': {
      const count = o?.[0] === GROUP ? added(o[3] as number, memory.read(a, i.amount)) : TOP;
      // Below zero it panics, unless somebody adds before.
      if (isInt(count) && intOf(count) < 0) return false;
      if (o?.[0] === GROUP) o[3] = count;
      return true;
    }
    case 'onceLeave':
      if (o?.[0] === ONCE) o[2] = 2;
      return true;
    case 'onceEnter':
      memory.write(a, i.amount as Target, TRUE);
      return o?.[0] !== ONCE;
    case 'condWait': {
      if (o?.[0] !== COND) return true;
      if (p.phase === 0) {
        p.phase = 1;
        const mutex = objectOf(memory.state, o[3] as number);
        if (mutex?.[0] === MUTEX) mutex[2] = 0;
      }
      return false;
    }
    default:
      return o === undefined;
  }
}

const added = (count: Value, by: Value): Value => (isInt(count) && isInt(by) ? int(intOf(count) + intOf(by)) : TOP);
