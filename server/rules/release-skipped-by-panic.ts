import { cancelResult, isCallTo, walkOwn } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { commentAfter, insertAfter, preferred, remove } from '../engine/fix.ts';
import { lockCall } from '../engine/flow/locks.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { isHandler } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { BlockStmt, CallExpr, Expr, Stmt } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'release-skipped-by-panic',
    title: 'Release skipped by a panic',
    group: 'goroutines',
    level: 'information',
    summary:
      'A goroutine is let go, or a lock given back, by a plain call that a panic before it skips, where something above recovers.',
    why: 'net/http recovers from a panic in a handler, and a deferred `recover` does the same: the process goes on. The `cancel()`, `close(done)`, `wg.Done()` or `mu.Unlock()` that stood after the panic never runs, and whoever waits for it waits for ever.',
    fix: '`defer` it where it was acquired.',
    silentAbout: [
      'functions above which nothing recovers',
      'releases with nothing but trivial statements before them',
      'releases that are deferred',
    ],
    links: ['https://go.dev/ref/spec#Handling_panics', 'https://pkg.go.dev/net/http#Handler'],
  },
  checkFunction(fn, report) {
    const recovers = recovery(fn);
    if (!recovers) return;
    for (const list of listsOf(fn)) {
      list.forEach((stmt, i) => {
        const release = releaseIn(fn, stmt);
        if (!release) return;
        const from = acquiredAt(fn, list, release);
        if (from < 0 || from >= i) return;
        const between = list.slice(from + 1, i).find((s) => canPanic(fn, s, release.kind === 'unlock'));
        if (!between || releasedElsewhere(fn, release)) return;
        const text = fn.textOf(release.call);
        report({
          function: fn,
          place: fn.place(stmt),
          message: `A panic before this line skips \`${text}\`, and ${recovers} goes on: whoever ${release.kind === 'unlock' ? 'locks next' : 'waits for it'} waits for ever. Defer it.`,
          witness: [
            {
              ...fn.place(list[from] ?? stmt),
              message:
                release.kind === 'unlock' ? 'from here on it is locked' : 'from here on somebody waits for the release',
            },
            { ...fn.place(between), message: `this can panic; ${recovers} recovers and the process goes on` },
            { ...fn.place(stmt), message: `\`${text}\` is never reached` },
          ],
          fixes: deferIt(fn, list[from], stmt, release),
        });
      });
    }
  },
};

interface ReleaseCall {
  readonly call: CallExpr;
  readonly kind: 'cancel' | 'close' | 'done' | 'unlock';
  readonly operand: Expr;
}

/** What recovers above the function, in words. */
function recovery(fn: FunctionUnit): string | undefined {
  for (const d of fn.cfg.deferred) {
    if (d.call.kind !== 'CallExpr') continue;
    const c = fn.package.calleeOf(d.call);
    if ((c.kind === 'literal' || c.kind === 'function') && callsRecover(c.function)) return 'the deferred recover';
  }
  return isHandler(fn) ? 'net/http' : undefined;
}

function callsRecover(fn: FunctionUnit): boolean {
  let found = false;
  walkOwn(fn, (n) => {
    if (n.kind === 'CallExpr' && n.fun.kind === 'Ident' && n.fun.name === 'recover') found = true;
  });
  return found;
}

function listsOf(fn: FunctionUnit): (readonly Stmt[])[] {
  const lists: (readonly Stmt[])[] = [];
  walkOwn(fn, (n) => {
    if (n.kind === 'BlockStmt') lists.push((n as BlockStmt).list);
  });
  return lists;
}

function releaseIn(fn: FunctionUnit, stmt: Stmt): ReleaseCall | undefined {
  if (stmt.kind !== 'ExprStmt' || stmt.x.kind !== 'CallExpr') return undefined;
  const call = stmt.x;
  if (call.fun.kind === 'Ident' && call.args.length === 0) return { call, kind: 'cancel', operand: call.fun };
  const callee = fn.package.calleeOf(call);
  const [first] = call.args;
  if (callee.kind === 'builtin' && callee.name === 'close' && first?.kind === 'Ident')
    return { call, kind: 'close', operand: first };
  const lock = lockCall(fn, call);
  if (lock?.what === 'Unlock' || lock?.what === 'RUnlock') return { call, kind: 'unlock', operand: call.fun };
  return call.fun.kind === 'SelectorExpr' && isCallTo(fn, call, 'sync', 'WaitGroup', 'Done')
    ? { call, kind: 'done', operand: call.fun.x }
    : undefined;
}

/** Index of the statement of the list from which on a panic does harm; -1 when there is none. */
function acquiredAt(fn: FunctionUnit, list: readonly Stmt[], r: ReleaseCall): number {
  // The goroutine itself counts as acquired: its Done is due from its first statement on.
  if (r.kind === 'done')
    return fn.outer?.ancestors(fn.syntax).at(-2)?.kind === 'GoStmt' && fn.syntax.body === parentOf(fn, list)
      ? lastDefer(list)
      : -1;
  if (r.kind === 'unlock') return lockedAt(fn, list, r.call);
  const obj = r.operand.kind === 'Ident' ? fn.package.objectOf(r.operand) : undefined;
  if (obj?.kind !== 'local' || obj.owner !== fn.syntax) return -1;
  const acquired = list.findIndex(
    (s) => s.kind === 'AssignStmt' && s.lhs.some((l) => l === obj.ident) && isAcquisition(fn, s.rhs[0], r.kind),
  );
  if (acquired < 0) return -1;
  if (r.kind === 'cancel' && !list.slice(acquired).some((s) => s.kind === 'GoStmt')) return -1;
  if (r.kind === 'close') return list.findIndex((s) => s.kind === 'GoStmt' && mentions(fn, s, obj));
  return acquired;
}

/** The last statement of the list before the call that locks what it unlocks. */
function lockedAt(fn: FunctionUnit, list: readonly Stmt[], unlock: CallExpr): number {
  const release = lockCall(fn, unlock);
  return list.findLastIndex((s) => {
    const lock =
      s.kind === 'ExprStmt' && s.x.kind === 'CallExpr' && s.end <= unlock.start ? lockCall(fn, s.x) : undefined;
    return lock?.path === release?.path && lock?.what === release?.what.replace('Unlock', 'Lock');
  });
}

function lastDefer(list: readonly Stmt[]): number {
  return list.findLastIndex((s) => s.kind === 'DeferStmt');
}

function parentOf(fn: FunctionUnit, list: readonly Stmt[]): BlockStmt | undefined {
  return fn.syntax.body?.list === list ? fn.syntax.body : undefined;
}

function isAcquisition(fn: FunctionUnit, value: Expr | undefined, kind: ReleaseCall['kind']): boolean {
  if (value?.kind !== 'CallExpr') return false;
  if (kind === 'cancel') return cancelResult(fn, value) === 1;
  const c = fn.package.calleeOf(value);
  return c.kind === 'builtin' && c.name === 'make';
}

function mentions(fn: FunctionUnit, node: Stmt, obj: object): boolean {
  let found = false;
  walk(node, (n) => {
    if (n.kind === 'Ident' && fn.package.objectOf(n) === obj) found = true;
    return !found;
  });
  return found;
}

/**
 * Calls of code that may panic: not conversions, builtins, or starting a goroutine. Locks stand around short work that is
 * well known: there (`foreign`), only code that cannot be seen from here, and panic itself.
 */
function canPanic(fn: FunctionUnit, stmt: Stmt, foreign: boolean): boolean {
  let found = false;
  walk(stmt, (n) => {
    if (n.kind === 'FuncLit' || n.kind === 'GoStmt' || n.kind === 'DeferStmt') return false;
    if (n.kind === 'CallExpr') {
      const c = fn.package.calleeOf(n);
      const harmless =
        c.kind === 'conversion' ||
        (c.kind === 'builtin' && c.name !== 'panic') ||
        (c.kind === 'external' && trivial.test(`${c.path}.${c.name}`)) ||
        (foreign && c.kind !== 'dynamic' && c.kind !== 'builtin');
      if (!harmless) found = true;
    }
    return !found;
  });
  return found;
}

const trivial = /^(fmt|log|time|strings|strconv|errors|sync|sync\/atomic|context)\./;

/** A deferred closure or a second place that releases it as well. */
function releasedElsewhere(fn: FunctionUnit, r: ReleaseCall): boolean {
  const text = fn.textOf(r.call);
  return fn.cfg.deferred.some((d) => fn.textOf(d).includes(text));
}

/**
 * The deferred call stands where the waiting begins. The plain one goes, unless something behind it
 * waits, perhaps for what it lets go: only a cancel function may then be called twice.
 */
function deferIt(fn: FunctionUnit, from: Stmt | undefined, stmt: Stmt, release: ReleaseCall): Fix[] {
  if (!from || loopAround(fn, from)) return [];
  const text = fn.textOf(release.call);
  if (isLastWork(fn, stmt)) {
    const deferred = `defer ${text}${commentAfter(fn, stmt)}`;
    return preferred(`Defer ${text}`, insertAfter(fn, from, deferred), remove(fn, stmt));
  }
  return release.kind === 'cancel' ? preferred(`Defer ${text} too`, insertAfter(fn, from, `defer ${text}`)) : [];
}

/** Does nothing follow in the function's own body that waits, and so may wait for the release? */
function isLastWork(fn: FunctionUnit, stmt: Stmt): boolean {
  const list = fn.syntax.body?.list ?? [];
  let waits = !list.includes(stmt);
  const unlocks = releaseIn(fn, stmt)?.kind === 'unlock';
  for (const rest of list.slice(list.indexOf(stmt) + 1))
    walk(rest, (n) => {
      if (n.kind === 'SelectStmt' || n.kind === 'RangeStmt' || (n.kind === 'UnaryExpr' && n.op === '<-')) waits = true;
      // What is called may want the lock.
      if (unlocks && n.kind === 'CallExpr') waits = true;
      if (n.kind === 'SelectorExpr' && /^(Wait|R?Lock|Acquire|Join)$/.test(n.sel.name)) waits = true;
      return !waits;
    });
  return !waits;
}
