import { walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { isNamed } from '../facts/types.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Node, RangeStmt } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import { isWithin } from '../syntax/span.ts';
import { findPath, type Path } from './paths.ts';

/** A WaitGroup that counts one for each element of a list, and a round of the loop over it that starts nothing. */
export interface MissedRound {
  readonly group: LocalVar;
  readonly add: CallExpr;
  readonly wait: CallExpr;
  /** From the beginning of the round to where the loop goes on, or is left for `Wait`. */
  readonly path: Path;
}

/** `wg.Add(len(xs))`, then a round of `for … range xs` that is left before its `go` or `wg.Done()`, then `wg.Wait()`. */
export const missedRounds = remembered((fn: FunctionUnit): readonly MissedRound[] => {
  const found: MissedRound[] = [];
  if (fn.cfg.incomplete) return found;
  for (const [group, uses] of declFacts(fn.decl).uses) {
    if (group.kind !== 'local' || group.role !== 'var' || group.owner !== fn.syntax) continue;
    if (!isNamed(fn.package.typeOfObject(group), 'sync', 'WaitGroup')) continue;
    const calls = uses.map((u) => callOn(fn, u));
    const [add, ...others] = calls.filter((c) => c?.name === 'Add');
    const [wait] = calls.filter((c) => c?.name === 'Wait');
    const loop = add && others.length === 0 ? loopCounted(fn, add.call) : undefined;
    if (!add || !wait || !loop) continue;
    // Whatever else is done with the group, a round of the loop does.
    const rest = uses.filter((_, i) => calls[i] !== add && calls[i]?.name !== 'Wait');
    if (rest.length === 0 || !rest.every((u) => isWithin(u, loop.body))) continue;
    const path = roundWithout(fn, loop, rest, wait.call);
    if (path) found.push({ group, add: add.call, wait: wait.call, path });
  }
  return found;
}, []);

function callOn(fn: FunctionUnit, use: Node): { readonly name: string; readonly call: CallExpr } | undefined {
  const { parents } = declFacts(fn.decl);
  const sel = parents.get(use);
  const call = sel?.kind === 'SelectorExpr' && sel.x === use ? parents.get(sel) : undefined;
  return sel?.kind === 'SelectorExpr' && call?.kind === 'CallExpr' && call.fun === sel
    ? { name: sel.sel.name, call }
    : undefined;
}

/** The first loop behind `wg.Add(len(xs))`, where it goes over `xs`. */
function loopCounted(fn: FunctionUnit, add: CallExpr): RangeStmt | undefined {
  const [count] = add.args;
  const x = count && unparen(count);
  const [list] = x?.kind === 'CallExpr' && x.fun.kind === 'Ident' && x.fun.name === 'len' ? x.args : [];
  const path = list && pathOf(list);
  if (path === undefined) return undefined;
  const loops: Node[] = [];
  walkOwn(fn, (n) => {
    if ((n.kind === 'RangeStmt' || n.kind === 'ForStmt') && n.start > add.start) loops.push(n);
  });
  const [loop] = loops;
  return loop?.kind === 'RangeStmt' && pathOf(loop.x) === path ? loop : undefined;
}

function roundWithout(fn: FunctionUnit, loop: RangeStmt, uses: readonly Node[], wait: CallExpr): Path | undefined {
  const first = fn.cfg.blocks
    .flatMap((b) => b.successors)
    .find((e) => e.why.kind === 'range' && e.why.node === loop && e.why.more);
  if (!first) return undefined;
  return findPath(fn, first.to, -1, {
    item: ({ node }) =>
      node === loop || (node.kind !== 'RangeStmt' && isWithin(wait, node))
        ? 'found'
        : uses.some((u) => isWithin(u, node))
          ? 'stop'
          : 'on',
    edge: () => 'on',
    exit: () => 'stop',
  });
}
