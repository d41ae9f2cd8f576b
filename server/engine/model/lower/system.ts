import type { FunctionUnit } from '../../package/view.ts';
import type { FuncDecl } from '../../syntax/ast.ts';
import type { CalleeRef, Code, Instruction, Operand, Target } from '../code.ts';
import type { Program } from '../program.ts';
import type { System } from '../systems.ts';
import { NIL } from '../value.ts';
import { Builder } from './builder.ts';

/**
 * The owner of a value, who makes it, lets somebody else begin a call, and ends it. It takes what all of them are handed,
 * one after the other. Undefined when one of the functions is too large.
 */
export function lowerSystem(program: Program, { make, begin, use, end }: System): Code | undefined {
  const made = program.rootOf(make);
  if (!made || [begin, use, end].some((fn) => fn && !program.codeOf(fn))) return undefined;
  const b = new Builder(program, end, { start: end.syntax.end - 1, end: end.syntax.end });
  const given = [make, begin, use, end].map((fn) => (fn ? parametersOf(b, fn) : []));
  const [forMake = [], forBegin = [], forUse = [], forEnd = []] = given;
  b.parameters = b.slots;
  const value = b.temp();
  const error = make.syntax.type.results.length > 1 ? b.temp() : undefined;
  const call = (code: Code, args: readonly Operand[], results: readonly (Target | undefined)[] = []): void =>
    b.emit({ op: 'call', callee: { kind: 'thunk', code }, args, results });
  call(step(program, make, 'call', { kind: 'thunk', code: made }, forMake.length), forMake, [value, error]);
  const goesOn = (x: Operand, isNil: boolean): void => {
    const next = b.label();
    const [yes, no] = isNil ? [next, b.end] : [b.end, next];
    const condition: Operand = { kind: 'compare', op: '==', x, y: { kind: 'const', value: NIL } };
    b.emit({ op: 'test', condition, yes, no, of: 'aside', assumed: isNil, isOfError: isNil });
    b.place(next);
  };
  if (error) goesOn(error, true);
  goesOn(value, false);
  const ofMethod = (fn: FunctionUnit, how: 'call' | 'go', args: readonly Operand[]): void =>
    call(step(program, fn, how, { kind: 'code', function: fn }, args.length + 1), [value, ...args]);
  if (begin) ofMethod(begin, 'call', forBegin);
  if (use) ofMethod(use, 'go', forUse);
  ofMethod(end, 'call', forEnd);
  return b.finish();
}

function parametersOf(b: Builder, { syntax, package: pkg }: FunctionUnit): Operand[] {
  return syntax.type.params.flatMap((f) =>
    (f.names.length > 0 ? f.names : [undefined]).map(
      (): Operand => ({ kind: 'slot', slot: b.parameter(pkg.typeOf(f.type)) }),
    ),
  );
}

/** One call of a function, told at its name: the code that calls it is not of the package. */
function step(program: Program, fn: FunctionUnit, op: 'call' | 'go', callee: CalleeRef, parameters: number): Code {
  const at = (fn.syntax as FuncDecl).name;
  const slots = Array.from({ length: parameters }, (_, slot): Target => ({ kind: 'slot', slot }));
  const results = fn.syntax.type.results.map((_, i): Target => ({ kind: 'slot', slot: parameters + i }));
  const byUser = true;
  const instructions: Instruction[] = [
    op === 'go' ? { op, callee, args: slots, at, byUser } : { op, callee, args: slots, results, at, byUser },
    { op: 'leave', at },
  ];
  const size = parameters + results.length;
  const code: Code = {
    id: program.codes.length,
    function: fn,
    instructions,
    slots: size,
    parameters,
    results,
    leave: 1,
    live: instructions.map(() => new Uint8Array(size).fill(1)),
  };
  program.codes.push(code);
  return code;
}
