import type { LocalVar } from '../../facts/objects.ts';
import { declFacts } from '../../facts/scopes.ts';
import type { Type } from '../../facts/types.ts';
import type { Ident, Node } from '../../syntax/ast.ts';
import { type Operand, type Target, unknownOperand } from '../code.ts';
import { FALSE, int, NIL, NON_NIL, TOP } from '../value.ts';
import type { Builder } from './builder.ts';
import { isBoxed } from './function.ts';
import { kindOf } from './types.ts';

const constant = (value: number): Operand => ({ kind: 'const', value });

/** Makes a new variable with the value: a new one each time round a loop (Go spec, "For statements", Go 1.22). */
export function declare(b: Builder, v: LocalVar, value: Operand): Target {
  const before = b.variables.get(v);
  const boxed = before ? before.boxed : isBoxed(b.unit, v);
  const slot = before ? before.slot : b.slot();
  if (!before) b.variables.set(v, { slot, boxed });
  const target: Target = { kind: 'slot', slot };
  if (boxed) {
    b.emit({ op: 'make', what: 'cell', target, from: value, fires: false, name: v.name });
    return { kind: 'cell', slot };
  }
  b.emit({ op: 'set', target, value });
  return target;
}

/** A local variable as an operand; undefined for one whose address scalar code has taken. */
export function variable(b: Builder, v: LocalVar): Target | undefined {
  const known = b.variables.get(v);
  if (!known || isShared(b, v)) return undefined;
  return known.boxed ? { kind: 'cell', slot: known.slot } : { kind: 'slot', slot: known.slot };
}

/** `&n` of a scalar: who has the pointer may change it at any time. */
function isShared(b: Builder, v: LocalVar): boolean {
  const takes = (n: Node): boolean => n.kind === 'UnaryExpr' && n.op === '&';
  const { assignments } = declFacts(b.unit.decl);
  if (!(assignments.get(v) ?? []).some(takes)) return false;
  const kind = kindOf(b.package, b.package.typeOfObject(v));
  return !(
    kind === 'struct' ||
    kind === 'mutex' ||
    kind === 'group' ||
    kind === 'once' ||
    kind === 'cond' ||
    kind === 'errgroup'
  );
}

/** The zero value of a type; structs and sync types are objects of their own. */
export function zero(b: Builder, type: Type, name = '', depth = 0): Operand {
  const kind = kindOf(b.package, type);
  switch (kind) {
    case 'mutex':
    case 'group':
    case 'once':
      return make(b, kind, name);
    case 'errgroup':
      return make(b, 'group', name);
    case 'struct': {
      const layout = b.program.layoutOf(type);
      if (layout === undefined || depth > 3) return constant(NON_NIL);
      const target = b.temp();
      b.emit({ op: 'struct', target, layout, isUnknown: false });
      const under = b.program.layoutTypes[layout];
      for (const f of under?.fields ?? []) {
        const own = kindOf(b.package, f.type);
        if (own === 'mutex' || own === 'group' || own === 'once' || own === 'struct' || own === 'errgroup') {
          const value = zero(b, f.type, f.name, depth + 1);
          b.emit({ op: 'set', target: { kind: 'field', base: target, name: f.name, layout }, value });
        } else {
          const value = zero(b, f.type, f.name, depth + 1);
          if (value.kind === 'const' && value.value !== TOP)
            b.emit({ op: 'set', target: { kind: 'field', base: target, name: f.name, layout }, value });
        }
      }
      return target;
    }
    case 'bool':
      return constant(FALSE);
    case 'number':
    case 'sequence':
      return constant(int(0));
    case 'chan':
    case 'pointer':
    case 'func':
    case 'interface':
    case 'context':
      return constant(NIL);
    default:
      return unknownOperand;
  }
}

export function make(b: Builder, what: 'mutex' | 'group' | 'once', name: string): Target {
  const target = b.temp();
  b.emit({ op: 'make', what, target, from: constant(int(0)), fires: false, name });
  return target;
}

/** The variable that an identifier names here, if it is one the code keeps. */
export function localOf(b: Builder, ident: Ident): LocalVar | undefined {
  const object = b.package.objectOf(ident);
  return object?.kind === 'local' ? object : undefined;
}
