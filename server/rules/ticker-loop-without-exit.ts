import { walkOwn } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { dereferenced } from '../engine/facts/types.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Expr, Node } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';

export const rule: Rule = {
  meta: {
    id: 'ticker-loop-without-exit',
    title: 'Ticker loop that Stop does not end',
    group: 'timers',
    level: 'warning',
    summary: 'A goroutine ranges over `ticker.C`, and what is to end it is `Stop`, which does not close the channel.',
    why: '`Ticker.Stop` turns the ticker off and leaves its channel open: the loop waits at `ticker.C` for ever, with all that it refers to.',
    fix: 'Select on `ticker.C` and on a channel that is closed where the ticker is stopped.',
    silentAbout: [
      'loops with a way out of their own',
      'tickers that nobody stops: they may live as long as the process',
    ],
    links: ['https://pkg.go.dev/time#Ticker.Stop', 'https://github.com/golang/go/issues/2650'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn) || fn.cfg.incomplete) return;
    walkOwn(fn, (n) => {
      const ticker = n.kind === 'RangeStmt' ? tickerOf(fn, n.x) : undefined;
      if (n.kind !== 'RangeStmt' || !ticker || hasExit(n.body)) return;
      const stop = stopOf(fn, ticker, n);
      if (!stop) return;
      const name = fn.textOf(ticker);
      report({
        function: fn,
        place: fn.place({ start: n.start, end: n.body.start }),
        message: `This loop never ends: \`${name}.Stop()\` does not close \`${name}.C\`. Select on a channel that is closed where the ticker is stopped.`,
        witness: [
          {
            ...stop.function.place(stop.node),
            message: `\`${name}\` is stopped; its channel stays open`,
            goroutine: 'the owner',
          },
          { ...fn.place(n.x), message: 'no tick comes any more: the loop waits for ever', goroutine: 'the goroutine' },
        ],
      });
    });
  },
};

/** `t` of `t.C`, when it is a ticker. */
function tickerOf(fn: FunctionUnit, e: Expr): Expr | undefined {
  const x = unparen(e);
  if (x.kind !== 'SelectorExpr' || x.sel.name !== 'C') return undefined;
  const type = dereferenced(fn.package.typeOf(x.x));
  return type.kind === 'named' && type.path === 'time' && type.name === 'Ticker' ? x.x : undefined;
}

function hasExit(body: Node): boolean {
  let found = false;
  const look = (n: Node, inner: boolean): void => {
    if (found || n.kind === 'FuncLit') return;
    if (
      n.kind === 'ReturnStmt' ||
      (n.kind === 'BranchStmt' && (n.label || n.token === 'goto' || (n.token === 'break' && !inner)))
    )
      found = true;
    if (n.kind === 'CallExpr' && n.fun.kind === 'Ident' && n.fun.name === 'panic') found = true;
    if (n.kind === 'CallExpr' && n.fun.kind === 'SelectorExpr' && /^(Fatal|Exit|Goexit)/.test(n.fun.sel.name))
      found = true;
    const nested = n.kind === 'ForStmt' || n.kind === 'RangeStmt' || n.kind === 'SelectStmt' || n.kind === 'SwitchStmt';
    for (const child of Object.values(n))
      for (const c of Array.isArray(child) ? child : [child])
        if (typeof c === 'object' && c !== null && 'kind' in c) look(c as Node, inner || nested);
  };
  look(body, false);
  return found;
}

/** Where the same ticker is stopped while the loop runs: elsewhere, or in the function that started the goroutine. */
function stopOf(
  fn: FunctionUnit,
  ticker: Expr,
  loop: Node,
): { readonly function: FunctionUnit; readonly node: Node } | undefined {
  const { package: pkg } = fn;
  const x = unparen(ticker);
  const isStop = (decl: FunctionUnit['decl'], e: Node): Node | undefined => {
    const { parents } = declFacts(decl);
    const sel = parents.get(e);
    const call = sel?.kind === 'SelectorExpr' && sel.x === e && sel.sel.name === 'Stop' ? parents.get(sel) : undefined;
    return call?.kind === 'CallExpr' ? call : undefined;
  };
  if (x.kind === 'Ident') {
    const v = pkg.objectOf(x);
    if (v?.kind !== 'local' || v.owner === fn.syntax) return undefined;
    for (const u of declFacts(fn.decl).uses.get(v) ?? []) {
      const call = isStop(fn.decl, u);
      const inside = call && loop.start <= call.start && call.end <= loop.end;
      if (call && !inside && !within(fn.syntax, call)) return { function: fn, node: call };
    }
    return undefined;
  }
  const m = x.kind === 'SelectorExpr' ? pkg.member(pkg.typeOf(x.x), x.sel.name) : undefined;
  if (m?.kind !== 'field' || m.path !== pkg.path || m.owner === '') return undefined;
  for (const u of pkg.usesOfField(m.owner, m.name)) {
    const call = u.function && u.function !== fn ? isStop(u.decl, u.expr) : undefined;
    if (call && u.function) return { function: u.function, node: call };
  }
  return undefined;
}

const within = (outer: Node, n: Node): boolean => outer.start <= n.start && n.end <= outer.end;
