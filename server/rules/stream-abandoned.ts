import { isContext } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isEmptyContext } from '../engine/flow/contextScope.ts';
import { isLent } from '../engine/flow/existing.ts';
import { type Acquisition, acquisitions, droppingEdges, type Obligation } from '../engine/flow/obligations.ts';
import { parameterAt } from '../engine/flow/ownership.ts';
import { assignedBy, findPath } from '../engine/flow/paths.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { CallExpr, Expr, Node } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

const obligation: Obligation = {
  acquires: (fn, call) => (opensStream(fn, call) ? 0 : undefined),
  release: { methods: [] },
};

/** By how it is received too. */
const received: Obligation = {
  ...obligation,
  acquires: (fn, call) => (opensStream(fn, call) || isReceivedToEnd(fn, call) ? 0 : undefined),
};

export const rule: Rule = {
  meta: {
    id: 'stream-abandoned',
    title: 'Stream abandoned',
    group: 'resources',
    level: 'warning',
    summary:
      'A gRPC stream is left, or opened again by a loop, while it is neither received to its end nor cancelled: its context goes on.',
    why: 'A client stream holds a goroutine and its place on the connection until it has been received to an error (`io.EOF` too) or its context has ended. Under a context that lives on, every round leaves one more.',
    fix: 'Derive a context for each stream (`context.WithCancel`) and cancel it before the next round.',
    silentAbout: [
      'streams whose context is derived in the function, or in the same round',
      'streams of which an error has been received: they have ended',
      'streams that tests leave, and under a context of others what no loop receives',
      'streams that are returned, stored or handed to a goroutine',
    ],
    links: ['https://pkg.go.dev/google.golang.org/grpc#ClientConn.NewStream'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || fn.decl.broken) return;
    for (const a of acquisitions(fn, obligation)) {
      const path = roundWithout(fn, a);
      if (!path) continue;
      const name = a.ident.name;
      report({
        function: fn,
        place: fn.place(a.call),
        message: `The stream \`${name}\` of the round before is still open when this one is made: its goroutine stays until the context ends. Derive a context for each and cancel it.`,
        witness: [
          { ...fn.place(a.call), message: `the stream \`${name}\` is opened` },
          ...tellPath(fn, path, 'the next stream is opened; the last one goes on'),
        ],
      });
    }
    for (const a of acquisitions(fn, received)) {
      const left = roundWithout(fn, a) ? undefined : leftOpen(fn, a);
      if (left) report(left);
    }
  },
};

/**
 * The function leaves a stream that may have more to give, under a context that it has not derived: nobody ends that with
 * the stream. One that never ends keeps it in any case; under another's, the loop that receives is what is left.
 */
function leftOpen(fn: FunctionUnit, a: Acquisition): Problem | undefined {
  const [ctx] = a.call.args;
  const context = ctx && unparen(ctx);
  if (!context || fn.file.isTest || isLent(fn, a.call) || isDerivedHere(fn, context)) return undefined;
  const isEmpty = context.kind === 'CallExpr' && isEmptyContext(fn, context);
  if (context.kind === 'CallExpr' && !isEmpty) return undefined;
  const drops = droppingEdges(fn, a, obligation);
  const errors = receivedErrors(fn, a);
  const loop = isEmpty ? undefined : receivingLoop(fn, a);
  if (!isEmpty && !loop) return undefined;
  const path = findPath(fn, a.block, a.index, {
    item: (i) => (i.node === a.stmt || isEndedOrGiven(fn, i.node, a) ? 'stop' : 'on'),
    edge: (e) => {
      const text = e.why.kind === 'cond' && e.why.value ? fn.textOf(e.why.cond) : '';
      return drops(e) || errors.has(text) || /\bio\.EOF\b/.test(text) ? 'stop' : 'on';
    },
    exit: (b) => {
      const last = b.items.at(-1)?.node;
      const isIn = !loop || (last !== undefined && last.start > loop.start && last.end < loop.end);
      return b.exit === 'return' && isIn ? 'found' : 'stop';
    },
  });
  if (!path) return undefined;
  const name = a.ident.name;
  return {
    function: fn,
    place: fn.place(a.call),
    lower: !isEmpty,
    message: `The stream \`${name}\` is left before its end: its goroutine and its place on the connection stay ${isEmpty ? 'for ever, for its context never ends' : `until \`${fn.textOf(context)}\` ends`}. Derive a context for it and defer the cancel.`,
    witness: [
      { ...fn.place(a.call), message: `the stream \`${name}\` is opened` },
      ...tellPath(fn, path, `the function returns; \`${name}\` has given no error yet, and its context goes on`),
    ],
  };
}

/** The loop that receives what the stream gives. */
function receivingLoop(fn: FunctionUnit, a: Acquisition): Node | undefined {
  const { parents, uses } = declFacts(fn.decl);
  for (const u of uses.get(a.variable) ?? []) {
    const sel = parents.get(u);
    if (sel?.kind !== 'SelectorExpr' || !/^Recv(Msg)?$/.test(sel.sel.name)) continue;
    const loop = fn.ancestors(u).find((n) => n.kind === 'ForStmt' && n.start > a.stmt.end);
    if (loop) return loop;
  }
  return undefined;
}

/** A local that holds what the function itself has derived; its cancel function is what other rules ask for. */
function isDerivedHere(fn: FunctionUnit, context: Expr): boolean {
  const v = context.kind === 'Ident' ? fn.package.objectOf(context) : undefined;
  if (context.kind === 'Ident' && v?.kind !== 'local') return true;
  if (v?.kind !== 'local') return false;
  const { assignments, definitions } = declFacts(fn.decl);
  return v.role !== 'param' || definitions.get(v)?.kind === 'value' || (assignments.get(v) ?? []).length > 0;
}

/** `s.CloseAndRecv()` waits for the end; whatever else than its own methods gets the stream may do so. */
function isEndedOrGiven(fn: FunctionUnit, node: Node, a: Acquisition): boolean {
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return false;
  const { parents, uses } = declFacts(fn.decl);
  return (uses.get(a.variable) ?? []).some((u) => {
    if (u === a.ident || u.start < node.start || u.end > node.end) return false;
    const above = parents.get(u);
    const isMethod = above?.kind === 'SelectorExpr' && parents.get(above)?.kind === 'CallExpr';
    if (!isMethod) return above?.kind !== 'BinaryExpr';
    return above.sel.name === 'CloseAndRecv' || fn.ancestors(u).some((n) => n.kind === 'FuncLit');
  });
}

/** Results (stream, error) of a call that is given a context, where the stream is one by its type or by how it is used. */
function opensStream(fn: FunctionUnit, call: CallExpr): boolean {
  const { parents, uses } = declFacts(fn.decl);
  const [ctx] = call.args;
  const stmt = parents.get(call);
  if (!ctx || !isContext(fn.package.typeOf(ctx))) return false;
  if (stmt?.kind !== 'AssignStmt' || stmt.lhs.length !== 2 || stmt.rhs[0] !== call) return false;
  const target = stmt.lhs[0] && unparen(stmt.lhs[0]);
  const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  if (v?.kind !== 'local') return false;
  if (isStream(fn.package.typeOfObject(v))) return true;
  return (uses.get(v) ?? []).some((u) => {
    const above = parents.get(u);
    if (above?.kind === 'SelectorExpr') return /^(CloseSend|CloseAndRecv|RecvMsg)$/.test(above.sel.name);
    const callee = above?.kind === 'CallExpr' ? fn.package.calleeOf(above) : undefined;
    if (above?.kind !== 'CallExpr' || callee?.kind !== 'function') return false;
    const param = parameterAt(callee.function, above.args.indexOf(u));
    return param !== undefined && isStream(callee.function.package.typeOfObject(param));
  });
}

/** `m, err := s.Recv()` in a function that knows `io.EOF` as the end. */
function isReceivedToEnd(fn: FunctionUnit, call: CallExpr): boolean {
  const { parents, uses } = declFacts(fn.decl);
  const [ctx] = call.args;
  const stmt = parents.get(call);
  const target = stmt?.kind === 'AssignStmt' && stmt.lhs.length === 2 && stmt.rhs[0] === call ? stmt.lhs[0] : undefined;
  const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  if (!ctx || !isContext(fn.package.typeOf(ctx)) || v?.kind !== 'local') return false;
  const isReceive = (u: Node): boolean => {
    const sel = parents.get(u);
    const of = sel?.kind === 'SelectorExpr' && sel.sel.name === 'Recv' ? parents.get(sel) : undefined;
    const by = of && parents.get(of);
    return by?.kind === 'AssignStmt' && by.lhs.length === 2;
  };
  return (uses.get(v) ?? []).some(isReceive) && /\bio\.EOF\b/.test(fn.textOf(fn.syntax));
}

const isStream = (t: { readonly kind: string }): boolean => {
  const named = t as { kind: string; path?: string; name?: string };
  return named.kind === 'named' && named.path === 'google.golang.org/grpc' && named.name === 'ClientStream';
};

/** From the opening round the loop to the same opening, without an end of the stream on the way. */
function roundWithout(fn: FunctionUnit, a: Acquisition) {
  const [ctx] = a.call.args;
  const context = ctx?.kind === 'Ident' ? fn.package.objectOf(ctx) : undefined;
  // A context that hangs on a field or a call may be another one each round.
  if (!context) return undefined;
  const drops = droppingEdges(fn, a, obligation);
  const received = receivedErrors(fn, a);
  return findPath(fn, a.block, a.index, {
    item: (i) => {
      if (i.node === a.stmt) return 'found';
      if (assignedBy(fn, i.node).includes(context)) return 'stop';
      return handsOn(fn, i.node, a) ? 'stop' : 'on';
    },
    edge: (e) =>
      drops(e) || (e.why.kind === 'cond' && received.has(fn.textOf(e.why.cond)) && e.why.value) ? 'stop' : 'on',
    exit: () => 'stop',
  });
}

/** The conditions that hold once the stream's own `Recv`, `Header` or `SendMsg` has failed: then it is over. */
function receivedErrors(fn: FunctionUnit, a: Acquisition): ReadonlySet<string> {
  const { parents, uses } = declFacts(fn.decl);
  const found = new Set<string>();
  for (const u of uses.get(a.variable) ?? []) {
    const sel = parents.get(u);
    const call = sel?.kind === 'SelectorExpr' && sel.x === u ? parents.get(sel) : undefined;
    const stmt = call && parents.get(call);
    if (sel?.kind !== 'SelectorExpr' || !/^(Recv|RecvMsg|CloseAndRecv|Header|Send|SendMsg)$/.test(sel.sel.name))
      continue;
    const error = stmt?.kind === 'AssignStmt' ? stmt.lhs.at(-1) : undefined;
    if (error?.kind === 'Ident') for (const c of [`${error.name} != nil`, `${error.name} == io.EOF`]) found.add(c);
  }
  return found;
}

/** Stored, returned, or given to a goroutine or a closure. */
function handsOn(fn: FunctionUnit, node: Node, a: Acquisition): boolean {
  let out = false;
  walk(node, (n, parent) => {
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    if (n.kind !== 'Ident' || n === a.ident || fn.package.objectOf(n) !== a.variable) return !out;
    const isMethod = parent?.kind === 'SelectorExpr' && parent.x === n;
    const isArgument = parent?.kind === 'CallExpr' && parent.fun !== n;
    const isAsked = parent?.kind === 'BinaryExpr';
    const isStarted = fn.ancestors(n).some((x) => x.kind === 'GoStmt' || x.kind === 'FuncLit');
    if (isStarted || !(isMethod || isArgument || isAsked)) out = true;
    return !out;
  });
  return out;
}
