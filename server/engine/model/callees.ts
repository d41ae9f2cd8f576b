import type { CalleeRef, Code } from './code.ts';
import type { Memory } from './memory.ts';
import { type Activation, CLOSURE, objectOf, STRUCT } from './state.ts';
import type { Value } from './value.ts';

/** Code and leading arguments of what is called; undefined for strangers. */
export function resolved(
  memory: Memory,
  a: Activation,
  callee: CalleeRef,
): { readonly code: Code; readonly bound: readonly Value[] } | undefined {
  const { program, state } = memory;
  if (callee.kind === 'thunk') return { code: callee.code, bound: [] };
  if (callee.kind === 'code') {
    const code = program.codeOf(callee.function);
    return code && { code, bound: [] };
  }
  const o = objectOf(state, memory.read(a, callee.kind === 'value' ? callee.value : callee.receiver));
  if (callee.kind === 'value')
    return o?.[0] === CLOSURE ? { code: program.codes[o[1] as number] as Code, bound: o.slice(2) } : undefined;
  if (o?.[0] !== STRUCT) return undefined;
  const layout = program.layouts[o[1] as number];
  const method =
    layout &&
    program.package
      .methodsOf(layout.name)
      .find((f) => f.syntax.kind === 'FuncDecl' && f.syntax.name.name === callee.name);
  const code = method && program.codeOf(method);
  return code && { code, bound: [memory.read(a, callee.receiver)] };
}
