import { walkOwn } from '../engine/calls.ts';
import { dereferenced } from '../engine/facts/types.ts';
import type { Fix } from '../engine/finding.ts';
import { preferred, replace } from '../engine/fix.ts';
import type { Item } from '../engine/flow/cfg.ts';
import { findPath, type Path } from '../engine/flow/paths.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { ExprStmt, Node } from '../engine/syntax/ast.ts';
import { pathOf, unparen } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'timer-drain-blocks',
    title: 'Draining a timer that has been received from',
    group: 'timers',
    level: 'warning',
    summary: 'After `Stop` has said false, `<-t.C` waits for a value that has been received before.',
    why: '`Stop` says false when the timer has fired, and also when its value is gone already. A timer gives one value: the second receive waits for ever.',
    fix: 'Drain in a select with a `default`, or remember whether the value was received. Since Go 1.23 neither `Stop` nor `Reset` needs draining.',
    silentAbout: [
      'timers that nobody has received from since they were set',
      'drains in a select with another way out',
    ],
    links: ['https://pkg.go.dev/time#Timer.Stop', 'https://go.dev/doc/go1.23#timer-changes'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete) return;
    walkOwn(fn, (n) => {
      const drain = n.kind === 'IfStmt' ? drainOf(fn, n) : undefined;
      const before = drain && receivedBefore(fn, drain);
      if (!drain || !before) return;
      report({
        function: fn,
        place: fn.place(drain.stmt),
        // Conditions on the way may exclude what cannot be told from here.
        lower: before.path.edges.filter((e) => e.why.kind === 'cond').length > 1,
        message: `\`<-${drain.timer}.C\` waits for ever when the timer's value has been received before. Drain it in a select with a \`default\`.`,
        witness: [
          { ...fn.place(before.from.node), message: `the value of \`${drain.timer}\` is received` },
          ...tellPath(fn, before.path, 'a second value never comes: this receive waits for ever'),
        ],
        fixes: inSelect(fn, drain),
      });
    });
  },
};

interface Drain {
  readonly timer: string;
  readonly stmt: ExprStmt;
}

/** `if !t.Stop() { <-t.C }` */
function drainOf(fn: FunctionUnit, n: Node & { kind: 'IfStmt' }): Drain | undefined {
  const cond = unparen(n.cond);
  const call = cond.kind === 'UnaryExpr' && cond.op === '!' ? unparen(cond.x) : undefined;
  if (call?.kind !== 'CallExpr' || call.fun.kind !== 'SelectorExpr' || call.fun.sel.name !== 'Stop') return undefined;
  const timer = pathOf(call.fun.x);
  const type = dereferenced(fn.package.typeOf(call.fun.x));
  if (timer === undefined || type.kind !== 'named' || type.path !== 'time' || type.name !== 'Timer') return undefined;
  const stmt = n.body.list.find((s) => s.kind === 'ExprStmt' && isReceive(s, timer));
  return stmt?.kind === 'ExprStmt' ? { timer, stmt } : undefined;
}

function isReceive(node: Node, timer: string): boolean {
  let found = false;
  walk(node, (n) => {
    if (n.kind === 'FuncLit' || n.kind === 'SelectStmt') return false;
    if (n.kind === 'UnaryExpr' && n.op === '<-' && pathOf(n.x) === `${timer}.C`) found = true;
    return !found;
  });
  return found;
}

/** A receive of the same timer from which a path leads to the drain without `Reset`, or another timer, in between. */
function receivedBefore(fn: FunctionUnit, drain: Drain): { readonly from: Item; readonly path: Path } | undefined {
  for (const block of fn.cfg.blocks)
    for (const [index, from] of block.items.entries()) {
      if (from.node === drain.stmt || !isReceive(from.node, drain.timer)) continue;
      const path = findPath(fn, block, index, {
        item: (i) =>
          i.node === drain.stmt
            ? 'found'
            : isSetAgain(i.node, drain.timer) || (i.node !== from.node && isReceive(i.node, drain.timer))
              ? 'stop'
              : 'on',
        edge: () => 'on',
        exit: () => 'stop',
      });
      if (path) return { from, path };
    }
  return undefined;
}

/** `t.Reset(d)`, `t = …`, or a flag that is set: then somebody remembers. */
function isSetAgain(node: Node, timer: string): boolean {
  // As items these stand for their heads only: their parts are items of their own.
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return false;
  let found = false;
  walk(node, (n) => {
    if (
      n.kind === 'CallExpr' &&
      n.fun.kind === 'SelectorExpr' &&
      n.fun.sel.name === 'Reset' &&
      pathOf(n.fun.x) === timer
    )
      found = true;
    if (n.kind === 'AssignStmt' && n.lhs.some((l) => pathOf(l) === timer)) found = true;
    if (n.kind === 'AssignStmt' && n.rhs.some((r) => r.kind === 'Ident' && (r.name === 'true' || r.name === 'false')))
      found = true;
    return !found;
  });
  return found;
}

function inSelect(fn: FunctionUnit, { stmt }: Drain): Fix[] {
  const { text } = fn.file;
  const { start } = fn.place(stmt);
  const indent = /^[\t ]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
  const lines = ['select {', `case ${fn.textOf(stmt)}:`, 'default:', '}'];
  return preferred('Drain only what is there', replace(fn, stmt, lines.join(`\n${indent}`)));
}
