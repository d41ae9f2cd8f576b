import { isContext, isStart, walkOwn } from '../engine/calls.ts';
import type { LocalVar } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { dereferenced, isNamed, type Type } from '../engine/facts/types.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Node } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';

/** Shorter constant waits are left alone: nanoseconds. */
const SHORT = 1_000_000_000n;

export const rule: Rule = {
  meta: {
    id: 'wait-ignores-context',
    title: 'Wait that does not hear the stop signal',
    group: 'contexts',
    level: 'information',
    summary:
      'A retry loop, or a goroutine that begins with a delay, sleeps without listening to the stop signal in its reach.',
    why: '`time.Sleep` and a bare receive from a timer end when the time is over, not when somebody gives up. With a back-off that grows, the goroutine stays minutes after its work was cancelled, and one more with each caller that gave up.',
    fix: 'Select on both: `select { case <-time.After(d): case <-ctx.Done(): return ctx.Err() }`.',
    silentAbout: [
      'constant waits of a second or less',
      'loops with a condition or a bound',
      'functions without a context, a stop channel or a stop field',
      'tests, commands and what lives as long as the process',
    ],
    links: ['https://pkg.go.dev/context#Context', 'https://go.dev/blog/context'],
  },
  checkFunction(fn, report) {
    if (fn.file.isTest || isProcessLifetime(fn)) return;
    walkOwn(fn, (n) => {
      const wait = waitOf(fn, n);
      if (!wait) return;
      const loop = loopAround(fn, n);
      const isRetry = loop?.kind === 'ForStmt' && !loop.cond && !loop.post;
      if (!isRetry && !(loop === undefined && isFirst(fn, n) && isStarted(fn))) return;
      const signal = signalOf(fn);
      if (!signal) return;
      report({
        function: fn,
        place: fn.place(n),
        message: `This wait does not hear \`${signal.text}\`: the goroutine stays until the time is over. Select on both.`,
        witness: [
          { ...signal.place, message: `\`${signal.text}\` tells to stop` },
          { ...fn.place(n), message: 'this waits until the time is over, whatever happens' },
        ],
      });
    });
  },
};

/** `time.Sleep(d)`, `<-time.After(d)`, `<-timer.C` as a statement of its own. */
function waitOf(fn: FunctionUnit, n: Node): Node | undefined {
  if (n.kind !== 'ExprStmt') return undefined;
  const x = unparen(n.x);
  if (fn.ancestors(n).at(-1)?.kind === 'CommClause' && isComm(fn, n)) return undefined;
  if (x.kind === 'CallExpr') {
    const callee = fn.package.calleeOf(x);
    const isSleep =
      callee.kind === 'external' && callee.path === 'time' && callee.receiver === '' && callee.name === 'Sleep';
    const d = isSleep && x.args[0] ? fn.package.constantOf(x.args[0]) : undefined;
    return isSleep && !(typeof d === 'bigint' && d <= SHORT) ? x : undefined;
  }
  if (x.kind !== 'UnaryExpr' || x.op !== '<-') return undefined;
  const from = unparen(x.x);
  const type = fn.package.underlying(fn.package.typeOf(from));
  const ticks = type.kind === 'chan' && isNamed(type.element, 'time', 'Time', false);
  if (from.kind === 'CallExpr') {
    const callee = fn.package.calleeOf(from);
    const isAfter = callee.kind === 'external' && callee.path === 'time' && callee.name === 'After';
    const d = isAfter && from.args[0] ? fn.package.constantOf(from.args[0]) : undefined;
    if (isAfter) return typeof d === 'bigint' && d <= SHORT ? undefined : x;
    // A clock of another package: `<-clock.NewTimer(d).C()`, `<-backoff.Next().C()`.
    const name = from.fun.kind === 'SelectorExpr' ? from.fun.sel.name : '';
    return (ticks || type.kind === 'unknown') && (name === 'C' || name === 'After') ? x : undefined;
  }
  const isTimer = from.kind === 'SelectorExpr' && from.sel.name === 'C' && from.x.kind === 'CallExpr' && ticks;
  return isTimer ? x : undefined;
}

const isComm = (fn: FunctionUnit, n: Node): boolean => {
  const above = fn.ancestors(n).at(-1);
  return above?.kind === 'CommClause' && above.comm === n;
};

/** The first statement of the function. */
const isFirst = (fn: FunctionUnit, n: Node): boolean => fn.syntax.body?.list[0] === n;

/** Some `go` statement of the package starts the function. */
function isStarted(fn: FunctionUnit): boolean {
  if (fn.syntax.kind === 'FuncLit') {
    const { parents } = declFacts(fn.decl);
    const call = parents.get(fn.syntax);
    return call?.kind === 'CallExpr' && parents.get(call)?.kind === 'GoStmt';
  }
  return fn.package.callsTo(fn).some(isStart);
}

interface Signal {
  readonly text: string;
  readonly place: ReturnType<FunctionUnit['place']>;
}

/** A context or stop channel among the parameters, or a stop channel that a method of the receiver's type closes. */
function signalOf(fn: FunctionUnit): Signal | undefined {
  for (let f: FunctionUnit | undefined = fn; f; f = f.outer)
    for (const p of f.syntax.type.params)
      for (const name of p.names) {
        const o = f.package.objectOf(name);
        if (o?.kind !== 'local' || name.name === '_') continue;
        const type = f.package.typeOfObject(o);
        if (isContext(type)) return { text: `${name.name}.Done()`, place: f.place(name) };
        if (isStop(f, type) && isReceived(f, o)) return { text: name.name, place: f.place(name) };
      }
  return fieldSignal(fn);
}

function isStop(fn: FunctionUnit, t: Type): boolean {
  const under = fn.package.underlying(t);
  if (under.kind !== 'chan' || under.direction === 'send') return false;
  const element = fn.package.underlying(under.element);
  return element.kind === 'struct' && element.fields.length === 0;
}

/** It is a stop signal to this function: it listens to it somewhere. */
const isReceived = (fn: FunctionUnit, v: LocalVar): boolean => {
  const { parents, uses } = declFacts(fn.decl);
  return (uses.get(v) ?? []).some((u) => {
    const above = parents.get(u);
    return above?.kind === 'UnaryExpr' && above.op === '<-';
  });
};

function fieldSignal(fn: FunctionUnit): Signal | undefined {
  let outer = fn;
  while (outer.outer) outer = outer.outer;
  const { syntax, package: pkg } = outer;
  const receiver = syntax.kind === 'FuncDecl' ? syntax.receiver : undefined;
  const [name] = receiver?.names ?? [];
  const type = receiver && dereferenced(pkg.typeOf(receiver.type));
  const under = type && pkg.underlying(type);
  if (!name || type?.kind !== 'named' || under?.kind !== 'struct') return undefined;
  for (const f of under.fields) {
    if (!isStop(outer, f.type) || !/stop|quit|done|clos|exit|shutdown|kill|term/i.test(f.name)) continue;
    const closing = pkg.usesOfField(type.name, f.name).find((u) => {
      const callee = u.parent.kind === 'CallExpr' && u.function ? pkg.calleeOf(u.parent) : undefined;
      return callee?.kind === 'builtin' && callee.name === 'close';
    });
    if (closing?.function) return { text: `${name.name}.${f.name}`, place: closing.function.place(closing.parent) };
  }
  return undefined;
}
