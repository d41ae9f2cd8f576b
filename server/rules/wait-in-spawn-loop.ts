import { isCallTo, operandOf, walkOwn } from '../engine/calls.ts';
import { commentAfter, insertAfter, preferred, remove } from '../engine/fix.ts';
import { reaches } from '../engine/flow/reach.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Node, Stmt } from '../engine/syntax/ast.ts';
import { pathOf } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'wait-in-spawn-loop',
    title: 'Wait inside the spawning loop',
    group: 'waitGroups',
    level: 'warning',
    summary:
      '`wg.Wait()` stands inside the loop that starts the goroutines, after all of them were added before the loop.',
    why: 'The first round waits for goroutines of rounds that have not begun: it waits for ever.',
    fix: 'Move `Wait` behind the loop.',
    silentAbout: ['an `Add` in the same round (a batch at a time)', 'loops that are left in their first round'],
    links: ['https://pkg.go.dev/sync#WaitGroup.Wait'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (loop) => {
      if (loop.kind !== 'ForStmt' && loop.kind !== 'RangeStmt') return;
      const wait = loop.body.list.find((s) => groupCall(fn, s, 'Wait') !== undefined);
      const group = wait && groupCall(fn, wait, 'Wait');
      if (!wait || group === undefined || !spawnsDone(fn, loop, group) || calls(fn, loop, group, 'Add')) return;
      const before = addBefore(fn, loop, group);
      if (!before || !comesRound(fn, wait)) return;
      report({
        function: fn,
        place: fn.place(wait),
        message: `\`${group}.Wait()\` in the first round waits for goroutines that later rounds start: it blocks for ever. Move it behind the loop.`,
        witness: [
          { ...fn.place(before), message: `\`${group}\` counts the goroutines of all rounds` },
          {
            ...fn.place(wait),
            message: 'the first round waits for all of them, and no other round begins: blocked for ever',
          },
        ],
        fixes: preferred(
          `Move ${group}.Wait() behind the loop`,
          remove(fn, wait),
          insertAfter(fn, loop, `${group}.Wait()${commentAfter(fn, wait)}`),
        ),
      });
    });
  },
};

function groupCall(fn: FunctionUnit, s: Node, name: string): string | undefined {
  const call = s.kind === 'ExprStmt' ? s.x : s;
  if (call.kind !== 'CallExpr' || !isCallTo(fn, call, 'sync', 'WaitGroup', name)) return undefined;
  const operand = operandOf(call);
  return operand && pathOf(operand);
}

function calls(fn: FunctionUnit, node: Node, group: string, name: string): boolean {
  let found = false;
  walk(node, (n) => {
    if (n.kind === 'CallExpr' && groupCall(fn, n, name) === group) found = true;
    return !found;
  });
  return found;
}

function spawnsDone(fn: FunctionUnit, loop: Stmt, group: string): boolean {
  let found = false;
  walk(loop, (n) => {
    if (n.kind !== 'GoStmt') return !found;
    // A goroutine that is given the group, or counts itself out.
    if (calls(fn, n, group, 'Done') || fn.textOf(n).includes(group)) found = true;
    return false;
  });
  return found;
}

/** Is there another round after this one at all? */
function comesRound(fn: FunctionUnit, wait: Stmt): boolean {
  const block = fn.cfg.blocks.find((b) => b.items.some((i) => i.node === wait));
  return block !== undefined && reaches(block, block);
}

function addBefore(fn: FunctionUnit, loop: Stmt, group: string): Node | undefined {
  const parent = fn.ancestors(loop).at(-1);
  const list = parent?.kind === 'BlockStmt' ? parent.list : [];
  return list.slice(0, list.indexOf(loop)).find((s) => groupCall(fn, s, 'Add') === group);
}
