import { declFacts } from '../facts/scopes.ts';
import type { Fix } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Block, Item } from './cfg.ts';
import { isErrorChecked } from './deferFix.ts';
import { type Effect, holding, onEveryPath } from './held.ts';
import { heldNames, useIn } from './heldNames.ts';
import { droppingEdges, type Obligation, type Violation } from './obligations.ts';
import { useOf } from './ownership.ts';
import { assignedBy, findPath, type Path } from './paths.ts';

/**
 * Releases what an obligation found. A deferred call is best; where the value is handed on elsewhere in the function, or
 * a defer would pile up in a loop, a call on each path that forgets it.
 */
export function releaseFix(fn: FunctionUnit, v: Violation, kind: Obligation, call: string, deferred: Fix[]): Fix[] {
  // A goroutine that works with it may need it longer than this function does.
  if (isUsedElsewhere(fn, v) || v.isDeferred) return [];
  if (!isHandedOn(fn, v, kind) && deferred.length > 0) return deferred;
  if (!isErrorChecked(fn, v)) return [];
  const drops = droppingEdges(fn, v, kind);
  const held = holding(fn, (item) => effect(fn, item, v, kind), drops);
  return onEveryPath(fn, call, v.block, forgetful(fn, v, kind), held, (at) => !needsIt(fn, at, v, kind));
}

/** What to do about it, in words: `where` says where a deferred call belongs. */
export function releaseAdvice(fn: FunctionUnit, v: Violation, kind: Obligation, call: string, where: string): string {
  if (isUsedElsewhere(fn, v)) return `Put \`defer ${call}\` into the goroutine that works with it.`;
  return v.block.loops.length > 0 || isHandedOn(fn, v, kind)
    ? `Call \`${call}\` on that path too.`
    : `Put \`defer ${call}\` ${where}.`;
}

const isUsedElsewhere = (fn: FunctionUnit, v: Violation): boolean =>
  (declFacts(fn.decl).uses.get(v.variable) ?? []).some((u) => fn.ancestors(u).some((n) => n.kind === 'GoStmt'));

function isHandedOn(fn: FunctionUnit, v: Violation, kind: Obligation): boolean {
  const uses = declFacts(fn.decl).uses.get(v.variable) ?? [];
  return uses.some((u) => u !== v.ident && useOf(fn, u, kind.release) === 'handsOn');
}

function effect(fn: FunctionUnit, item: Item, v: Violation, kind: Obligation): Effect {
  if (item.node === v.stmt) return 'takes';
  if (assignedBy(fn, item.node).includes(v.variable)) return 'gives';
  const use = useIn(fn, item.node, heldNames(fn, v.variable, kind.release));
  return use === 'releases' || use === 'handsOn' ? 'gives' : undefined;
}

/** The paths on which it is forgotten, one for every way out and one that comes round. */
function forgetful(fn: FunctionUnit, v: Violation, kind: Obligation): Path[] {
  const drops = droppingEdges(fn, v, kind);
  const path = (goal: Block | undefined): Path | undefined =>
    findPath(fn, v.block, v.index, {
      item: (item) => {
        if (item.node === v.stmt) return goal ? 'stop' : 'found';
        return effect(fn, item, v, kind) ? 'stop' : 'on';
      },
      edge: (e) => (drops(e) ? 'stop' : 'on'),
      exit: (b) => (b === goal ? 'found' : 'stop'),
    });
  const exits = fn.cfg.exits.filter((b) => b.exit === 'return');
  return [undefined, ...exits].flatMap((goal) => path(goal) ?? []);
}

/** Does the statement that leaves still work with the value, or with what came with it? */
function needsIt(fn: FunctionUnit, at: Item, v: Violation, kind: Obligation): boolean {
  if (at.node.kind !== 'ReturnStmt') return false;
  const others = assignedBy(fn, v.stmt).filter((o) => o !== v.variable && o !== v.error);
  const { parents } = declFacts(fn.decl);
  let needs = false;
  walk(at.node, (n) => {
    const object = n.kind === 'Ident' ? fn.package.objectOf(n) : undefined;
    if (object && (others.includes(object) || (object === v.variable && !isRead(parents, n, kind)))) needs = true;
    return !needs;
  });
  return needs;
}

/** `resp.Status`: a field that is read; `rows.Err()`: what is asked after the end. */
function isRead(parents: ReadonlyMap<Node, Node>, use: Node, kind: Obligation): boolean {
  const above = parents.get(use);
  if (above?.kind !== 'SelectorExpr' || above.sel.name === kind.release.field) return false;
  const further = parents.get(above);
  return above.sel.name === 'Err' || further?.kind !== 'CallExpr' || further.fun !== above;
}
