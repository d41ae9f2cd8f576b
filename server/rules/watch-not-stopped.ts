import { isContext } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import type { Edge } from '../engine/flow/cfg.ts';
import { heldNames, useIn } from '../engine/flow/heldNames.ts';
import { type Acquisition, acquisitions, droppingEdges, type Obligation, unheld } from '../engine/flow/obligations.ts';
import { useOf } from '../engine/flow/ownership.ts';
import { findPath } from '../engine/flow/paths.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Report, Rule } from '../engine/rule.ts';
import type { CallExpr, CommClause, Expr, Node } from '../engine/syntax/ast.ts';
import { pathOf, rootOf, unparen } from '../engine/syntax/print.ts';

/** Something that goes on until it is told to stop, known by what is asked of it. */
interface Kind extends Obligation {
  readonly what: string;
  readonly stop: string;
  /** What it goes on with, where nobody stops it. */
  readonly forEver: string;
  /** The end of its events or of itself: nothing is left to stop. */
  readonly isOver: (fn: FunctionUnit, edge: Edge, name: string) => boolean;
}

const watch: Kind = {
  what: 'watch',
  stop: 'Stop',
  forEver: 'its goroutine waits to send the next event for ever',
  acquires: (fn, call) => (methodsAsked(fn, call).has('ResultChan') ? 0 : undefined),
  release: { methods: ['Stop'] },
  isOver: (fn, { why }, name) =>
    (why.kind === 'range' && !why.more && isCallOf(why.node, name, 'ResultChan')) ||
    asksOk(why.kind === 'cond' ? fn.textOf(why.cond) : ''),
};

const subscription: Kind = {
  what: 'subscription',
  stop: 'Unsubscribe',
  forEver: 'whoever sends its events waits for somebody to receive them',
  acquires: (fn, call) => (isSubscribing(fn, call) ? 0 : undefined),
  release: { methods: ['Unsubscribe'] },
  isOver: (_, { why }, name) => why.kind === 'select' && isReceiveOf(why.clause, name, 'Err'),
};

const kinds = [watch, subscription];

export const rule: Rule = {
  meta: {
    id: 'watch-not-stopped',
    title: 'Watch or subscription not stopped',
    group: 'resources',
    level: 'warning',
    summary:
      'A path leaves the function without stopping a watch of whose `ResultChan` it has received, or without ending a subscription.',
    why: 'Behind a watch or a subscription somebody sends its events. When nobody receives any more and nobody has called `Stop` or `Unsubscribe`, he waits at his next event for ever, with the connection, and with all others who subscribe.',
    fix: 'Put `defer w.Stop()` (`defer sub.Unsubscribe()`) right after the error check.',
    silentAbout: [
      'what is returned, stored or handed on',
      'the end of the events, or a value of `sub.Err()`: then it has ended by itself',
      'subscriptions that are kept, and neither asked for `Err()` nor ended anywhere in the function',
      'subscriptions that nobody keeps, with a channel that others receive from',
    ],
    links: ['https://pkg.go.dev/k8s.io/apimachinery/pkg/watch#Interface'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || fn.decl.broken) return;
    for (const kind of kinds) for (const a of acquisitions(fn, kind)) checkOne(fn, kind, a, report);
    for (const { call, path } of unheld(fn, dropped))
      report({
        function: fn,
        place: fn.place(call),
        message: `Nobody keeps the subscription of \`${fn.textOf(call.fun)}\`, so nobody can end it: ${subscription.forEver}. Keep it, and put \`defer sub.Unsubscribe()\` behind it.`,
        witness: [
          { ...fn.place(call), message: 'a subscription is started, and dropped' },
          ...tellPath(fn, path, 'the function returns; nobody receives the events any more'),
        ],
      });
  },
};

/** A subscription with a channel of this function alone, of which the result is not taken. */
const dropped: Obligation = {
  acquires: (fn, call) => {
    if (!mayBeSubscribing(fn, call) || !call.args.some((a) => isReceivedHere(fn, a))) return undefined;
    const type = fn.package.typeOf(call);
    const result = type.kind === 'tuple' ? type.elements[0] : type;
    return result && fn.package.member(result, 'Unsubscribe')?.kind === 'method' ? 0 : undefined;
  },
  release: subscription.release,
};

/** A channel that the function has made, and that nobody else receives from. */
function isReceivedHere(fn: FunctionUnit, channel: Expr): boolean {
  const v = channel.kind === 'Ident' && isOwn(fn, channel) ? fn.package.objectOf(channel) : undefined;
  if (v?.kind !== 'local' || fn.package.underlying(fn.package.typeOfObject(v)).kind !== 'chan') return false;
  const { parents, uses } = declFacts(fn.decl);
  return (uses.get(v) ?? []).every((u) => {
    const above = parents.get(u);
    const isReceive =
      (above?.kind === 'UnaryExpr' && above.op === '<-') || (above?.kind === 'RangeStmt' && above.x === u);
    return u === channel || u === v.ident || (isReceive && fn.ancestors(u).every((n) => n.kind !== 'FuncLit'));
  });
}

function checkOne(fn: FunctionUnit, kind: Kind, a: Acquisition, report: Report): void {
  const { what, stop, release } = kind;
  if ((declFacts(fn.decl).uses.get(a.variable) ?? []).some((u) => useOf(fn, u, release) === 'handsOn')) return;
  const drops = droppingEdges(fn, a, kind);
  const name = a.ident.name;
  const names = heldNames(fn, a.variable, release);
  let ending = `the function returns; \`${name}.${stop}()\` was not called`;
  const path = findPath(fn, a.block, a.index, {
    item: (i) => {
      if (i.node === a.stmt) {
        ending = `the next ${what} is started; \`${stop}()\` was not called for this one`;
        return 'found';
      }
      const use = useIn(fn, i.node, names);
      return use === 'releases' || use === 'handsOn' ? 'stop' : 'on';
    },
    edge: (e) => (drops(e) || kind.isOver(fn, e, name) ? 'stop' : 'on'),
    exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
  });
  if (!path) return;
  report({
    function: fn,
    place: fn.place(a.ident),
    message: `The ${what} \`${name}\` is not stopped on every path: ${kind.forEver}. ${path.item ? `Call \`${name}.${stop}()\` at the end of each round.` : `Put \`defer ${name}.${stop}()\` after the error check.`}`,
    witness: [{ ...fn.place(a.call), message: `a ${what} is started` }, ...tellPath(fn, path, ending)],
  });
}

/** The methods that this function calls of the variable that gets the result. */
function methodsAsked(fn: FunctionUnit, call: CallExpr): ReadonlySet<string> {
  const { parents, uses } = declFacts(fn.decl);
  const stmt = parents.get(call);
  const target = stmt?.kind === 'AssignStmt' && stmt.rhs[0] === call ? stmt.lhs[0] : undefined;
  const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  const asked = new Set<string>();
  for (const u of v?.kind === 'local' ? (uses.get(v) ?? []) : []) {
    const sel = parents.get(u);
    if (sel?.kind === 'SelectorExpr' && sel.x === u) asked.add(sel.sel.name);
  }
  return asked;
}

/** `sub := feed.Subscribe(ch)`, and `sub` is ended by `Unsubscribe` or tells by `Err` that it has ended. */
function isSubscribing(fn: FunctionUnit, call: CallExpr): boolean {
  const asked = mayBeSubscribing(fn, call) ? methodsAsked(fn, call) : new Set();
  return asked.has('Unsubscribe') || asked.has('Err');
}

function mayBeSubscribing(fn: FunctionUnit, call: CallExpr): boolean {
  if (call.fun.kind !== 'SelectorExpr' || !call.fun.sel.name.startsWith('Subscribe') || fn.file.isTest) return false;
  if (endsWithFunction(fn, call.fun.x) || call.args.some((a) => isContext(fn.package.typeOf(a)) && isOwn(fn, a)))
    return false;
  return call.args.some((a) => fn.package.underlying(fn.package.typeOf(a)).kind === 'chan');
}

/** Whoever sends the events is a variable of the function, or is ended by it. */
function endsWithFunction(fn: FunctionUnit, operand: Expr): boolean {
  const root = rootOf(operand);
  const v = root && fn.package.objectOf(root);
  if (v?.kind !== 'local') return false;
  const { parents, uses } = declFacts(fn.decl);
  const isEnded = (uses.get(v) ?? []).some((u) => {
    const sel = parents.get(u);
    return sel?.kind === 'SelectorExpr' && sel.x === u && /^(Close|Stop|Shutdown|Disconnect)$/.test(sel.sel.name);
  });
  return isEnded || (isOwn(fn, operand) && fn.package.typeOfObject(v).kind !== 'pointer');
}

/** A variable that the function itself declares. */
function isOwn(fn: FunctionUnit, e: Expr): boolean {
  const v = e.kind === 'Ident' ? fn.package.objectOf(e) : undefined;
  return v?.kind === 'local' && v.role === 'var' && v.owner === fn.syntax;
}

/** `w.ResultChan()`, as the operand of a range too. */
function isCallOf(node: Node, name: string, method: string): boolean {
  const x = node.kind === 'RangeStmt' ? unparen(node.x) : node;
  return (
    x.kind === 'CallExpr' && x.fun.kind === 'SelectorExpr' && x.fun.sel.name === method && pathOf(x.fun.x) === name
  );
}

/** `case <-sub.Err():`, `case err := <-sub.Err():` */
function isReceiveOf({ comm }: CommClause, name: string, method: string): boolean {
  const x = comm?.kind === 'ExprStmt' ? comm.x : comm?.kind === 'AssignStmt' ? comm.rhs[0] : undefined;
  const receive = x && unparen(x);
  return receive?.kind === 'UnaryExpr' && receive.op === '<-' && isCallOf(unparen(receive.x), name, method);
}

/** `event, ok := <-w.ResultChan()`: what follows `!ok` is the end of the watch, and cannot be told from here. */
const asksOk = (cond: string): boolean => /^!?(ok|open|more)$/.test(cond);
