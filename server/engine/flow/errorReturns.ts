import type { FunctionUnit } from '../package/view.ts';
import type { Node, ReturnStmt } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import type { Block, Item } from './cfg.ts';
import { findPath, type Path, type Verdict } from './paths.ts';

/** The shortest path from after the statement to an exit, or to an item, of which `wanted` or `finds` holds. */
export function findFrom(
  fn: FunctionUnit,
  stmt: Node,
  wanted: (fn: FunctionUnit, exit: Block) => boolean,
  stops: (item: Item) => boolean = () => false,
  finds: (item: Item) => boolean = () => false,
): Path | undefined {
  for (const block of fn.cfg.blocks) {
    const index = block.items.findIndex((i) => i.node === stmt);
    if (index < 0) continue;
    return findPath(fn, block, index, {
      item: (i): Verdict => (finds(i) ? 'found' : stops(i) ? 'stop' : 'on'),
      edge: () => 'on',
      exit: (b) => (wanted(fn, b) ? 'found' : 'stop'),
    });
  }
  return undefined;
}

/** `return nil, err`, `return fmt.Errorf(…)`: the last result is an error, and is not nil as written. */
export function endsInError(fn: FunctionUnit, exit: Block): boolean {
  const last = exit.exit === 'return' ? exit.items.at(-1)?.node : undefined;
  if (last?.kind !== 'ReturnStmt') return false;
  const value = lastResult(last);
  const types = fn.syntax.type.results;
  const type = types.at(-1)?.type;
  if (!value || type?.kind !== 'Ident' || type.name !== 'error') return false;
  if (value.kind === 'Ident') return value.name !== 'nil' && isSetAt(fn, exit, value.name);
  return value.kind === 'CallExpr' && /Error|Wrap|New/i.test(fn.textOf(value.fun));
}

/** `return nil` of a function that answers an error. */
export function endsInSuccess(fn: FunctionUnit, exit: Block): boolean {
  const last = exit.exit === 'return' ? exit.items.at(-1)?.node : undefined;
  const value = last?.kind === 'ReturnStmt' ? lastResult(last) : undefined;
  const type = fn.syntax.type.results.at(-1)?.type;
  return type?.kind === 'Ident' && type.name === 'error' && value?.kind === 'Ident' && value.name === 'nil';
}

function lastResult(stmt: ReturnStmt) {
  const value = stmt.results.at(-1);
  return value && unparen(value);
}

/** `return err` under `err != nil`; at the end of a function it may be anything. */
function isSetAt(fn: FunctionUnit, exit: Block, name: string): boolean {
  let at: Block | undefined = exit;
  for (let i = 0; at && i < 8; i++) {
    const edge: Block['predecessors'][number] | undefined =
      at.predecessors.length === 1 ? at.predecessors[0] : undefined;
    if (edge?.why.kind === 'cond' && fn.textOf(edge.why.cond) === `${name} != nil`) return edge.why.value;
    if (edge?.why.kind === 'cond' && fn.textOf(edge.why.cond) === `${name} == nil`) return !edge.why.value;
    at = edge?.from;
  }
  return /^err[A-Z]/.test(name);
}
