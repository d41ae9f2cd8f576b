import { walkOwn } from '../engine/calls.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { findPath } from '../engine/flow/paths.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { AssignStmt, Node } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'accept-ignores-stop',
    title: 'Accept loop that a closed listener does not end',
    group: 'goroutines',
    level: 'information',
    summary: 'A loop accepts connections and goes on after every error, also after the listener was closed.',
    why: 'Closing the listener is how an accept loop is ended: `Accept` then fails at once, every time. A loop that goes on stays for ever, and takes a processor.',
    fix: 'Leave the loop on `errors.Is(err, net.ErrClosed)`, or on every error that is not temporary.',
    silentAbout: ['loops that any error path leaves', 'loops that ask what kind of error it was, or whether to stop'],
    links: ['https://pkg.go.dev/net#ErrClosed'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (n) => {
      const loop = n.kind === 'AssignStmt' && isAccept(fn, n) ? loopAround(fn, n) : undefined;
      if (n.kind !== 'AssignStmt' || loop?.kind !== 'ForStmt' || loop.cond || fn.cfg.incomplete) return;
      const err = n.lhs[1];
      if (err?.kind !== 'Ident' || !goesOn(fn, n, err.name) || asks(fn, loop)) return;
      report({
        function: fn,
        place: fn.place(n),
        message: 'The loop goes on after every error: a closed listener does not end it. Return on `net.ErrClosed`.',
        witness: [
          { ...fn.place(n), message: 'the listener is closed: `Accept` fails' },
          {
            ...fn.place({ start: loop.start, end: loop.body.start }),
            message: 'the error is passed over, and the loop comes round',
          },
        ],
      });
    });
  },
};

/** `conn, err := l.Accept()` of package net. */
function isAccept(fn: FunctionUnit, n: AssignStmt): boolean {
  const call = n.rhs[0];
  if (n.lhs.length !== 2 || call?.kind !== 'CallExpr' || call.fun.kind !== 'SelectorExpr') return false;
  if (!call.fun.sel.name.startsWith('Accept')) return false;
  const callee = fn.package.calleeOf(call);
  return callee.kind === 'external' && callee.path === 'net';
}

/** With an error, every path comes round to the call again. */
function goesOn(fn: FunctionUnit, accept: AssignStmt, err: string): boolean {
  const block = fn.cfg.blocks.find((b) => b.items.some((i) => i.node === accept));
  if (!block) return false;
  const index = block.items.findIndex((i) => i.node === accept);
  const leaves = findPath(fn, block, index, {
    item: (i) => (i.node === accept ? 'stop' : 'on'),
    edge: (e) => {
      const text = e.why.kind === 'cond' ? fn.textOf(e.why.cond) : '';
      const failed =
        e.why.kind === 'cond' &&
        ((text === `${err} != nil` && !e.why.value) || (text === `${err} == nil` && e.why.value));
      return failed ? 'stop' : 'on';
    },
    exit: () => 'found',
  });
  return leaves === undefined && fn.cfg.blocks.some((b) => b.items.some((i) => fn.textOf(i.node) === `${err} != nil`));
}

/** A select, a test of the error's kind or of a flag in the loop: somebody has thought of it. */
function asks(fn: FunctionUnit, loop: Node): boolean {
  let found = false;
  walk(loop, (n) => {
    if (n.kind === 'FuncLit') return false;
    if (n.kind === 'SelectStmt') found = true;
    if (n.kind === 'IfStmt' && /ErrClosed|Temporary|Timeout|closed|stop|quit|done|shutdown/i.test(fn.textOf(n.cond)))
      found = true;
    return !found;
  });
  return found;
}
