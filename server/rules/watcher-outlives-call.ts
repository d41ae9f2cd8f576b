import { isContext, walkOwn } from '../engine/calls.ts';
import type { LocalVar } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isNamed } from '../engine/facts/types.ts';
import { endsInError, findFrom } from '../engine/flow/errorReturns.ts';
import { endings } from '../engine/flow/owners.ts';
import { signalName } from '../engine/flow/stopSignals.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { Expr, GoStmt, Ident } from '../engine/syntax/ast.ts';
import { rootOf, unparen } from '../engine/syntax/print.ts';

export const rule: Rule = {
  meta: {
    id: 'watcher-outlives-call',
    title: 'Watcher outlives what it watches for',
    group: 'goroutines',
    level: 'information',
    summary:
      'A goroutine that waits for nothing but the end of somebody else’s context is started by a call that can fail or be done long before.',
    why: 'The watcher has one way to go on: the signal of the caller, or of another object. When the call has failed, or what it made has been closed, the watcher and all that it refers to stay until that signal comes, which may be the end of the process.',
    fix: 'Derive a context and `defer cancel()`, use `context.AfterFunc` and its stop function, or select on a channel that is closed when the work is done.',
    silentAbout: [
      'watchers that select on a second case',
      'calls that hand the context on or wait for it themselves',
      'loops that are counted or go over something: as many watchers as there are things',
      'functions named New…, Run…, Start… or Serve… that are handed the context: it is the lifetime of what they make',
      'contexts of a request that ends with the call',
      'commands',
    ],
    links: ['https://pkg.go.dev/context#AfterFunc'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn) || fn.cfg.incomplete) return;
    walkOwn(fn, (go) => {
      const disconnect = go.kind === 'GoStmt' ? byDisconnect(fn, go) : undefined;
      if (disconnect) report(disconnect);
      if (fn.outer || disconnect) return;
      const watch = go.kind === 'GoStmt' ? watched(fn, go) : undefined;
      if (go.kind !== 'GoStmt' || !watch) return;
      const problem =
        byFailure(fn, go, watch) ?? byForeignObject(fn, go, watch) ?? byRound(fn, go, watch) ?? byReturn(fn, go, watch);
      if (problem) report(problem);
    });
  },
};

interface Watch {
  readonly body: FunctionUnit;
  /** `ctx.Done()`, `stop` */
  readonly channel: Expr;
  readonly root: Ident;
}

/** The channel at which the goroutine waits before it does anything else; only a `defer` may come first. */
function waitsFirst(fn: FunctionUnit, go: GoStmt): { body: FunctionUnit; channel: Expr } | undefined {
  const fun = go.call.kind === 'CallExpr' ? go.call.fun : undefined;
  const body = fun?.kind === 'FuncLit' ? fn.package.functionOf(fun) : undefined;
  const first = fun?.kind === 'FuncLit' ? fun.body.list.find((s) => s.kind !== 'DeferStmt') : undefined;
  const comm = first?.kind === 'SelectStmt' && first.cases.length === 1 ? first.cases[0]?.comm : first;
  const x = comm?.kind === 'ExprStmt' ? unparen(comm.x) : undefined;
  if (!body || x?.kind !== 'UnaryExpr' || x.op !== '<-') return undefined;
  return { body, channel: unparen(x.x) };
}

/** The signal for which it waits. */
function watched(fn: FunctionUnit, go: GoStmt): Watch | undefined {
  const first = waitsFirst(fn, go);
  if (!first) return undefined;
  const { body, channel } = first;
  const root = innermost(channel);
  return root && isSignal(fn, channel) ? { body, channel, root } : undefined;
}

/** `ctx.Done()`, a channel of struct{}, and what a method named Done gives though its type is not known. */
function isSignal(fn: FunctionUnit, channel: Expr): boolean {
  if (signalName(fn, channel) !== undefined) return true;
  return channel.kind === 'CallExpr' && channel.fun.kind === 'SelectorExpr' && channel.fun.sel.name === 'Done';
}

/** `c` in `c.Ctx().Done()` */
function innermost(e: Expr): Ident | undefined {
  const x = unparen(e);
  if (x.kind === 'CallExpr') return innermost(x.fun);
  return x.kind === 'SelectorExpr' ? innermost(x.x) : rootOf(x);
}

/** `http.CloseNotifier` tells that the client has gone; a handler that comes to its end is told to nobody. */
function byDisconnect(fn: FunctionUnit, go: GoStmt): Problem | undefined {
  const first = waitsFirst(fn, go);
  const asked = first && askedOf(fn, first.channel);
  const name = asked?.kind === 'CallExpr' && asked.fun.kind === 'SelectorExpr' ? asked.fun.sel.name : '';
  if (!first || !asked || name !== 'CloseNotify') return undefined;
  const text = fn.textOf(first.channel);
  return {
    function: fn,
    place: placeOf(fn, go),
    message: `This goroutine waits for \`${text}\` only: when the handler is done and the client has not gone, it stays. Let it select on the end of the handler too, or use \`r.Context()\`, which ends with it.`,
    witness: [
      { ...fn.place(go), message: `a goroutine is started that waits for \`${text}\`` },
      { ...fn.place(asked), message: 'it receives when the client goes, and nothing when the handler returns' },
    ],
  };
}

/** The call that gave the channel: itself, or what a local variable was set to once and for all. */
function askedOf(fn: FunctionUnit, channel: Expr): Expr | undefined {
  if (channel.kind !== 'Ident') return channel;
  const v = fn.package.objectOf(channel);
  const { definitions, assignments } = declFacts(fn.decl);
  const d = v?.kind === 'local' && (assignments.get(v) ?? []).length === 0 ? definitions.get(v) : undefined;
  return d?.kind === 'value' ? unparen(d.value) : undefined;
}

/** The signal is the caller's, and the call can still fail after the start. */
function byFailure(fn: FunctionUnit, go: GoStmt, { channel, root }: Watch): Problem | undefined {
  const v = fn.package.objectOf(root);
  if (v?.kind !== 'local' || v.role !== 'param' || v.owner !== fn.syntax || isLifetime(fn)) return undefined;
  // Derived under the same name: it ends with what the function defers.
  if ((declFacts(fn.decl).assignments.get(v) ?? []).length > 0) return undefined;
  const path = findFrom(fn, go, endsInError);
  if (!path) return undefined;
  const text = fn.textOf(channel);
  return {
    function: fn,
    place: placeOf(fn, go),
    message: `This goroutine waits for \`${text}\` only: when the function has failed, it stays until its caller's signal comes. Give it a context of its own, or stop it with \`context.AfterFunc\`.`,
    witness: [
      { ...fn.place(go), message: `a goroutine is started that waits for \`${text}\`` },
      ...tellPath(fn, path, 'the function fails and returns; the goroutine is still there'),
    ],
  };
}

/** A loop that nothing counts starts one more in each round, and none ends before the signal that all of them wait for. */
function byRound(fn: FunctionUnit, go: GoStmt, { body, channel, root }: Watch): Problem | undefined {
  const v = fn.package.objectOf(root);
  const loop = fn.ancestors(go).find((n) => n.kind === 'ForStmt');
  if (loop?.kind !== 'ForStmt' || loop.cond || loop.init || v?.kind !== 'local') return undefined;
  const isOfRound = loop.start <= v.ident.start && v.ident.end <= loop.end;
  const isGiven = body.syntax.start <= v.ident.start && v.ident.end <= body.syntax.end;
  if (isOfRound || isGiven || (declFacts(fn.decl).assignments.get(v) ?? []).some((a) => loop.start <= a.start))
    return undefined;
  const own = channel.kind === 'CallExpr' && channel.fun.kind === 'SelectorExpr' ? unparen(channel.fun.x) : channel;
  const path = own.kind === 'Ident' ? findFrom(fn, go, never, never, (i) => i.node === go) : undefined;
  if (!path) return undefined;
  const text = fn.textOf(channel);
  return {
    function: fn,
    place: placeOf(fn, go),
    message: `Each round of the loop starts one more goroutine that waits for \`${text}\` only: none of them ends with its round. Let it select on the end of the round too.`,
    witness: [
      { ...fn.place(go), message: `a goroutine is started that waits for \`${text}\`` },
      ...tellPath(fn, path, 'the next round starts another one; this one is still there'),
    ],
  };
}

/** The signal is the caller's, and all that the watcher touches is over when the call returns. */
function byReturn(fn: FunctionUnit, go: GoStmt, { body, channel, root }: Watch): Problem | undefined {
  const v = fn.package.objectOf(root);
  if (v?.kind !== 'local' || v.role !== 'param' || v.owner !== fn.syntax || isLifetime(fn)) return undefined;
  const { uses, assignments } = declFacts(fn.decl);
  if ((assignments.get(v) ?? []).length > 0) return undefined;
  const within = (u: Ident) => body.syntax.start <= u.start && u.end <= body.syntax.end;
  // Whoever is handed the context, or waits for it, may come back no sooner than it ends.
  const isAskedElsewhere = (uses.get(v) ?? []).some((u) => !within(u));
  const touched = [...uses.keys()].filter(
    (o): o is LocalVar => o.kind === 'local' && o !== v && o.owner !== body.syntax && (uses.get(o) ?? []).some(within),
  );
  if (isAskedElsewhere || touched.length === 0 || !touched.every((o) => isOver(fn, o))) return undefined;
  const path = findFrom(fn, go, (_, exit) => exit.exit === 'return');
  if (!path) return undefined;
  const text = fn.textOf(channel);
  return {
    function: fn,
    place: placeOf(fn, go),
    message: `This goroutine waits for \`${text}\` only: when \`${shortName(fn)}\` has returned, it stays for nothing until its caller's signal comes. Let it select on the end of the call too.`,
    witness: [
      { ...fn.place(go), message: `a goroutine is started that waits for \`${text}\`` },
      ...tellPath(fn, path, 'the function returns; the goroutine is still there, and nobody needs it any more'),
    ],
  };
}

/** A number, text or flag that only the function and its goroutine know, or what the function itself closes when it ends. */
function isOver(fn: FunctionUnit, v: LocalVar): boolean {
  if (v.owner !== fn.syntax || v.role !== 'var') return false;
  const { parents, uses } = declFacts(fn.decl);
  if (fn.package.underlying(fn.package.typeOfObject(v)).kind === 'basic')
    return !(uses.get(v) ?? []).some((u) => {
      const above = parents.get(u);
      return above?.kind === 'ReturnStmt' || (above?.kind === 'UnaryExpr' && above.op === '&');
    });
  return (uses.get(v) ?? []).some((u) => {
    const sel = parents.get(u);
    const call = sel?.kind === 'SelectorExpr' && sel.x === u ? parents.get(sel) : undefined;
    const isEnding = sel?.kind === 'SelectorExpr' && (endings as readonly string[]).includes(sel.sel.name);
    return isEnding && call !== undefined && parents.get(call)?.kind === 'DeferStmt';
  });
}

/** The signal is another object's, and what the goroutine serves may be done before that object is. */
function byForeignObject(fn: FunctionUnit, go: GoStmt, { body, channel, root }: Watch): Problem | undefined {
  const x = channel.kind === 'CallExpr' && channel.fun.kind === 'SelectorExpr' ? unparen(channel.fun.x) : undefined;
  const v = fn.package.objectOf(root);
  if (x?.kind !== 'CallExpr' || v?.kind !== 'local' || isOfRequest(fn, root)) return undefined;
  const made = servedBy(fn, body, root);
  if (!made) return undefined;
  const text = fn.textOf(channel);
  return {
    function: fn,
    place: placeOf(fn, go),
    message: `This goroutine waits for \`${text}\` only: it stays as long as \`${root.name}\` does, also when \`${made}\` is done with. Let it select on the end of \`${made}\` too.`,
    witness: [
      { ...fn.place(go), message: `a goroutine is started for \`${made}\`` },
      { ...body.place(channel), message: `it ends when \`${root.name}\` does, and not before` },
    ],
  };
}

/** What the function makes and hands out, and the goroutine refers to. */
function servedBy(fn: FunctionUnit, body: FunctionUnit, root: Ident): string | undefined {
  const { parents, uses } = declFacts(fn.decl);
  for (const [v, all] of uses) {
    if (v.kind !== 'local' || v.owner !== fn.syntax || v.role !== 'var' || v === fn.package.objectOf(root)) continue;
    const returned = all.some((u) => parents.get(u)?.kind === 'ReturnStmt');
    const within = all.some((u) => body.syntax.start <= u.start && u.end <= body.syntax.end);
    const type = fn.package.underlying(fn.package.typeOfObject(v));
    if (returned && within && type.kind !== 'chan' && v.name !== 'err') return v.name;
  }
  return undefined;
}

/** A server hands its handlers streams and requests whose contexts end when the handler returns. */
function isOfRequest(fn: FunctionUnit, root: Ident): boolean {
  const o = fn.package.objectOf(root);
  if (o?.kind !== 'local' || o.role !== 'param') return false;
  const t = fn.package.typeOfObject(o);
  if (isNamed(t, 'net/http', 'Request') || isContext(t)) return true;
  return t.kind === 'named' && /Server$|ServerStream$|Stream$/.test(t.name);
}

const never = (): boolean => false;

const shortName = (fn: FunctionUnit): string => fn.name.replace(/^.*\./, '');

const isLifetime = (fn: FunctionUnit): boolean =>
  /^(new|make|run|start|serve|listen|watch|init|setup)/i.test(shortName(fn));

const placeOf = (fn: FunctionUnit, go: GoStmt) => {
  const fun = go.call.kind === 'CallExpr' ? go.call.fun : undefined;
  return fn.place({ start: go.start, end: fun?.kind === 'FuncLit' ? fun.body.start : go.end });
};
