import { isCallTo, isContext, walkOwn } from '../engine/calls.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { misplacedBreaks } from '../engine/flow/misplacedBreaks.ts';
import { isHandler, isProcessLifetime, outermostOf } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Expr, GoStmt } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'endless-goroutine',
    title: 'Goroutine without an end',
    group: 'goroutines',
    level: 'information',
    summary: 'A goroutine runs a loop that nothing can end.',
    why: 'The loop has no return, no break and no condition: the goroutine lives as long as the process. Started once that may be meant; started per call, per object or in a loop, there is one more each time. A case for `ctx.Done()` that does not leave the loop is the same, and busy besides.',
    fix: 'Select on a context or a stop channel in the loop, and return.',
    silentAbout: [
      '`main`, `init`, `sync.Once`, package variables and commands: what they start may live as long as the process',
      'loops with any way out',
      'loops that a misplaced `break` was meant to leave: break-in-select says so',
      'servers (`http.Serve` and the like)',
    ],
    links: ['https://go.dev/blog/context', 'https://pkg.go.dev/context'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn)) return;
    walkOwn(fn, (go) => {
      if (go.kind !== 'GoStmt') return;
      const body = bodyOf(fn, go);
      if (!body || !isEndless(body) || meansToLeave(body)) return;
      const ignored = ignoredStop(body);
      const looped = loopAround(fn, go) !== undefined;
      const perCall = isHandler(outermostOf(fn));
      report({
        function: fn,
        place: fn.place({
          start: go.start,
          end:
            go.call.kind === 'CallExpr'
              ? Math.min(go.call.fun.kind === 'FuncLit' ? go.call.fun.body.start : go.end, go.end)
              : go.end,
        }),
        higher: looped || perCall || ignored !== undefined,
        message: ignored
          ? `This goroutine sees \`${body.textOf(ignored)}\` but does not leave its loop: it never ends. Return in that case.`
          : `This goroutine never ends${looped ? ', and every round of the loop starts another' : perCall ? ', and every request starts another' : ''}. Let its loop select on a context or a stop channel and return.`,
        witness: [
          { ...fn.place(go), message: looped ? 'every round starts a goroutine' : 'the goroutine is started' },
          ...(ignored
            ? [{ ...body.place(ignored), message: 'the stop signal is seen here, but the loop goes on' }]
            : []),
          { ...body.place(endlessLoop(body) ?? body.syntax), message: 'its loop has no way out' },
        ],
      });
    });
  },
};

function bodyOf(fn: FunctionUnit, go: GoStmt): FunctionUnit | undefined {
  if (go.call.kind !== 'CallExpr') return undefined;
  const callee = fn.package.calleeOf(go.call);
  return callee.kind === 'function' || callee.kind === 'literal' ? callee.function : undefined;
}

/** No way to the end, but a loop: and not one that waits for clients, which is a server. */
function isEndless(body: FunctionUnit): boolean {
  if (body.cfg.incomplete || body.decl.broken || body.cfg.exits.length > 0) return false;
  let serves = false;
  walkOwn(body, (n) => {
    if (n.kind !== 'CallExpr') return;
    const c = body.package.calleeOf(n);
    if (
      c.kind === 'external' &&
      (c.name === 'Accept' || body.package.knowledge.facts(c.path, c.receiver, c.name)?.serves)
    )
      serves = true;
  });
  return !serves && endlessLoop(body) !== undefined;
}

function endlessLoop(body: FunctionUnit): { readonly start: number; readonly end: number } | undefined {
  let loop: { start: number; end: number } | undefined;
  walkOwn(body, (n) => {
    if (!loop && n.kind === 'ForStmt' && !n.cond) loop = { start: n.start, end: n.body.start };
  });
  return loop;
}

/** A `break` was meant to leave the loop: that is what is told, by break-in-select. */
function meansToLeave(body: FunctionUnit): boolean {
  let found = false;
  walkOwn(body, (n) => {
    if (n.kind === 'ForStmt' && misplacedBreaks(body, n).length > 0) found = true;
  });
  return found;
}

/** A select case on `ctx.Done()` in a loop that has no end. */
function ignoredStop(body: FunctionUnit): Expr | undefined {
  let found: Expr | undefined;
  walkOwn(body, (n) => {
    if (n.kind !== 'CommClause' || n.comm?.kind !== 'ExprStmt' || n.comm.x.kind !== 'UnaryExpr') return;
    const channel = n.comm.x.x;
    if (channel.kind !== 'CallExpr' || channel.fun.kind !== 'SelectorExpr' || channel.fun.sel.name !== 'Done') return;
    if (isContext(body.package.typeOf(channel.fun.x)) || isCallTo(body, channel, 'context', 'Context', 'Done'))
      found = n.comm.x;
  });
  return found;
}
