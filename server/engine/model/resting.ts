import type { Code } from './code.ts';
import type { Memory } from './memory.ts';
import { type Activation, objectOf } from './state.ts';
import type { Value } from './value.ts';

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
