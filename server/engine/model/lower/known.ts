import { formatted } from '../../package/formatting.ts';
import type { Callee } from '../../package/view.ts';
import type { CallExpr } from '../../syntax/ast.ts';
import type { Operand } from '../code.ts';
import { unknownOperand } from '../code.ts';
import { int, NIL, NON_NIL } from '../value.ts';
import { Builder } from './builder.ts';
import { constant, value } from './expressions.ts';
import { carries } from './types.ts';

/** What the standard library's functions do that matter to communication; undefined for all others. */
export function known(b: Builder, c: CallExpr, callee: Callee & { kind: 'external' }): Operand[] | undefined {
  const name =
    callee.receiver === '' ? `${callee.path}.${callee.name}` : `${callee.path}.${callee.receiver}.${callee.name}`;
  const [first, second] = c.args;
  for (const f of formatted(b.package, c))
    b.emit({
      op: 'call',
      callee: { kind: 'code', function: f.method },
      args: [b.keep(value(b, f.argument))],
      results: [],
    });
  switch (name) {
    case 'context.Context.Done':
    case 'golang.org/x/net/context.Context.Done':
      return callee.operand ? [value(b, callee.operand)] : undefined;
    case 'context.Context.Err':
    case 'golang.org/x/net/context.Context.Err':
      return callee.operand ? [{ kind: 'contextError', x: b.keep(value(b, callee.operand)) }] : undefined;
    case 'errors.New':
    case 'fmt.Errorf':
      for (const a of c.args) if (carries(b.package, b.package.typeOf(a))) value(b, a);
      return [constant(NON_NIL)];
    case 'io.ReadFull':
    case 'io.ReadAtLeast':
    case 'io.ReadAll':
      if (first)
        b.emit({
          op: 'call',
          callee: { kind: 'method', receiver: b.keep(value(b, first)), name: 'Read' },
          args: [],
          results: [],
        });
      return [unknownOperand, unknownOperand];
    case 'github.com/stretchr/testify/require.NoError':
    case 'github.com/stretchr/testify/require.NoErrorf':
    case 'github.com/stretchr/testify/require.Nil':
      return second ? required(b, c, second) : undefined;
    case 'time.After':
    case 'time.Tick':
      return [timer(b)];
    case 'sync.NewCond': {
      const mutex = first ? value(b, first) : unknownOperand;
      const target = b.temp();
      b.emit({ op: 'make', what: 'cond', target, from: mutex, fires: false, name: '' });
      return [target];
    }
    case 'sync.Once.Do':
      return callee.operand && first ? once(b, callee.operand, first) : undefined;
    case 'time.AfterFunc':
      if (!second) return undefined;
      b.emit({ op: 'go', callee: { kind: 'value', value: b.keep(value(b, second)) }, args: [] });
      return [constant(NON_NIL)];
    case 'sync.WaitGroup.Go':
    case 'golang.org/x/sync/errgroup.Group.Go':
      return callee.operand && first ? grouped(b, c, callee.operand, first) : undefined;
    case 'golang.org/x/sync/errgroup.WithContext': {
      const parent = first ? value(b, first) : unknownOperand;
      const [group, context] = [b.temp(), b.temp()];
      b.emit({ op: 'make', what: 'group', target: group, from: constant(int(0)), fires: false, name: '' });
      // Ends with the first error, or with Wait: at any time, as far as the model knows.
      b.emit({ op: 'make', what: 'context', target: context, from: parent, fires: true, name: 'context' });
      return [group, context];
    }
    default:
      return undefined;
  }
}

/** The test goes on when the value is nil, and ends here when it is not. */
function required(b: Builder, c: CallExpr, e: Parameters<typeof value>[1]): Operand[] {
  const [on, off] = [b.label(), b.label()];
  const x = value(b, e);
  b.emit(
    { op: 'test', condition: { kind: 'compare', op: '==', x, y: constant(NIL) }, yes: on, no: off, assumed: true },
    c,
  );
  b.place(off);
  b.emit({ op: 'goexit' }, c);
  b.place(on);
  return [];
}

function timer(b: Builder): Operand {
  const target = b.temp();
  b.emit({ op: 'make', what: 'timer', target, from: constant(int(0)), fires: true, name: 'timer' });
  return target;
}

function once(b: Builder, operand: Parameters<typeof value>[1], f: Parameters<typeof value>[1]): Operand[] {
  const object = b.keep(value(b, operand));
  const run = b.keep(value(b, f));
  const [first, after] = [b.label(), b.label()];
  const isFirst = b.temp();
  b.emit({ op: 'sync', what: 'onceEnter', object, amount: isFirst });
  b.emit({ op: 'test', condition: isFirst, yes: first, no: after, of: 'once' });
  b.place(first);
  b.emit({ op: 'call', callee: { kind: 'value', value: run }, args: [], results: [] });
  b.emit({ op: 'sync', what: 'onceLeave', object, amount: unknownOperand });
  b.place(after);
  return [];
}

/** Adds one, and starts a goroutine that runs the function and is then done. */
function grouped(
  b: Builder,
  c: CallExpr,
  operand: Parameters<typeof value>[1],
  f: Parameters<typeof value>[1],
): Operand[] {
  const group = b.keep(value(b, operand));
  const run = b.keep(value(b, f));
  b.emit({ op: 'sync', what: 'Add', object: group, amount: constant(int(1)) });
  const inner = new Builder(b.program, b.unit, c);
  const [on, fn]: Operand[] = [
    { kind: 'slot', slot: inner.slot() },
    { kind: 'slot', slot: inner.slot() },
  ];
  inner.parameters = 2;
  inner.emit({ op: 'call', callee: { kind: 'value', value: fn as Operand }, args: [], results: [] });
  inner.emit({ op: 'sync', what: 'Add', object: on as Operand, amount: constant(int(-1)) });
  b.emit({ op: 'go', callee: { kind: 'thunk', code: inner.finish() }, args: [group, run] });
  return [];
}
