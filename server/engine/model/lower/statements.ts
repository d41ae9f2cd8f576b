import type {
  CallExpr,
  CommClause,
  Expr,
  RangeStmt,
  SelectStmt,
  Stmt,
  SwitchStmt,
  TypeSwitchStmt,
} from '../../syntax/ast.ts';
import { unparen } from '../../syntax/print.ts';
import { walk } from '../../syntax/walk.ts';
import type { Label, Operand, SelectCase, Target } from '../code.ts';
import { unknownOperand } from '../code.ts';
import { int, NON_NIL } from '../value.ts';
import type { Builder } from './builder.ts';
import { prepare, thunk } from './calls.ts';
import { assign, condition, constant, forget, value, values } from './expressions.ts';
import { isInert } from './inert.ts';
import { mapValue } from './maps.ts';
import { declare, localOf, zero } from './variables.ts';

export function block(b: Builder, list: readonly Stmt[]): void {
  for (const s of list) statement(b, s);
}

function statement(b: Builder, s: Stmt): void {
  b.at = s;
  const label = b.pendingLabel;
  b.pendingLabel = undefined;
  switch (s.kind) {
    case 'BlockStmt':
      return block(b, s.list);
    case 'ExprStmt': {
      const x = unparen(s.x);
      if (x.kind === 'CallExpr') {
        callStatement(b, x);
        return;
      }
      value(b, x);
      return;
    }
    case 'SendStmt': {
      const channel = b.keep(value(b, s.chan));
      const sent = b.keep(value(b, s.value));
      return b.emit({ op: 'send', channel, value: sent }, s);
    }
    case 'IncDecStmt':
      return assign(b, s.x, { kind: 'sum', op: s.op === '++' ? '+' : '-', x: value(b, s.x), y: constant(int(1)) });
    case 'AssignStmt':
      return assignment(b, s);
    case 'DeclStmt':
      return declaration(b, s);
    case 'GoStmt':
      return started(b, s.call, 'go', s);
    case 'DeferStmt':
      return started(b, s.call, 'defer', s);
    case 'ReturnStmt':
      return returned(b, s.results);
    case 'BranchStmt':
      return branch(b, s.token, s.label?.name);
    case 'LabeledStmt': {
      b.place(labelOf(b, s.label.name));
      b.pendingLabel = s.label.name;
      return statement(b, s.stmt);
    }
    case 'IfStmt':
      if (isInert(b.package, s, false)) return forget(b, s);
      return branches(b, s);
    case 'SwitchStmt':
    case 'TypeSwitchStmt':
      if (isInert(b.package, s, false)) return forget(b, s);
      return switched(b, s, label);
    case 'SelectStmt':
      return selected(b, s, label);
    case 'ForStmt':
      if (isInert(b.package, s, false)) return forget(b, s);
      return loop(b, s, label);
    case 'RangeStmt':
      if (isInert(b.package, s, false)) return forget(b, s);
      return ranged(b, s, label);
    default:
      return;
  }
}

function callStatement(b: Builder, c: CallExpr): void {
  values(b, c, 0);
}

function assignment(b: Builder, s: Stmt & { kind: 'AssignStmt' }): void {
  const [only] = s.rhs;
  if (s.op !== ':=' && s.op !== '=') {
    const [left] = s.lhs;
    if (!left || !only) return;
    const [x, y] = [value(b, left), value(b, only)];
    return assign(
      b,
      left,
      s.op === '+=' || s.op === '-=' ? { kind: 'sum', op: s.op === '+=' ? '+' : '-', x, y } : unknownOperand,
    );
  }
  const from =
    s.rhs.length === 1 && only && s.lhs.length > 1
      ? values(b, only, s.lhs.length)
      : s.rhs.map((e) => (s.rhs.length > 1 ? b.keep(value(b, e)) : value(b, e)));
  for (const [i, to] of s.lhs.entries()) bind(b, to, from[i] ?? unknownOperand, s.op === ':=');
}

/** Defines a new variable, or assigns. */
function bind(b: Builder, to: Expr, from: Operand, defines: boolean): void {
  const v = defines && to.kind === 'Ident' ? localOf(b, to) : undefined;
  if (v && v.ident === to) declare(b, v, from);
  else assign(b, to, from);
}

function declaration(b: Builder, s: Stmt & { kind: 'DeclStmt' }): void {
  for (const spec of s.specs) {
    if (spec.kind !== 'ValueSpec' || spec.isConst) continue;
    const [only] = spec.values;
    const from =
      spec.values.length === 1 && only && spec.names.length > 1
        ? values(b, only, spec.names.length)
        : spec.values.map((e) => value(b, e));
    spec.names.forEach((name, i) => {
      const v = localOf(b, name);
      if (v) declare(b, v, from[i] ?? (spec.type ? zero(b, b.package.typeOf(spec.type), name.name) : unknownOperand));
    });
  }
}

function started(b: Builder, e: Expr, op: 'go' | 'defer', s: Stmt): void {
  const c = unparen(e);
  if (c.kind !== 'CallExpr') return b.emit({ op: 'stop' });
  const prepared = prepare(b, c);
  if (op === 'go' && prepared.callee)
    return b.emit({ op: 'go', callee: prepared.callee, args: prepared.args ?? prepared.operands }, s);
  const code = thunk(b, c, prepared);
  if (op === 'go') b.emit({ op: 'go', callee: { kind: 'thunk', code }, args: prepared.operands }, s);
  else b.emit({ op: 'defer', code, args: prepared.operands }, c);
}

function returned(b: Builder, results: readonly Expr[]): void {
  const [only] = results;
  const from =
    results.length === 1 && only && b.results.length > 1
      ? values(b, only, b.results.length)
      : results.map((e) => (results.length > 1 ? b.keep(value(b, e)) : value(b, e)));
  from.forEach((o, i) => {
    const target = b.results[i];
    if (target) b.emit({ op: 'set', target: target as Target, value: o });
  });
  b.jump(b.end);
}

function labelOf(b: Builder, name: string): Label {
  let l = b.labels.get(name);
  if (!l) {
    l = b.label();
    b.labels.set(name, l);
  }
  return l;
}

function branch(b: Builder, token: string, label: string | undefined): void {
  if (token === 'goto' && label !== undefined) return b.jump(labelOf(b, label));
  if (token === 'fallthrough' && b.fallthroughTo) return b.jump(b.fallthroughTo);
  const loop = b.loops.findLast((l) =>
    label === undefined ? token === 'break' || l.continueTo !== undefined : l.label === label,
  );
  const to = token === 'break' ? loop?.breakTo : loop?.continueTo;
  if (to) b.jump(to);
  else b.emit({ op: 'stop' });
}

function branches(b: Builder, s: Stmt & { kind: 'IfStmt' }): void {
  if (s.init) statement(b, s.init);
  const [yes, no, after] = [b.label(), b.label(), b.label()];
  condition(b, s.cond, yes, no);
  b.place(yes);
  block(b, s.body.list);
  b.jump(after);
  b.place(no);
  if (s.else) statement(b, s.else);
  b.place(after);
}

function switched(b: Builder, s: SwitchStmt | TypeSwitchStmt, label: string | undefined): void {
  if (s.init) statement(b, s.init);
  const after = b.label();
  const bodies = s.cases.map(() => b.label());
  const fallback = s.cases.findIndex((c) => c.isDefault);
  const otherwise = fallback < 0 ? after : (bodies[fallback] as Label);
  if (s.kind === 'SwitchStmt') {
    const tag = s.tag && b.keep(value(b, s.tag));
    s.cases.forEach((c, i) => {
      for (const e of c.list) {
        const next = b.label();
        if (tag)
          b.emit(
            {
              op: 'test',
              condition: { kind: 'compare', op: '==', x: tag, y: value(b, e) },
              yes: bodies[i] as Label,
              no: next,
              of: 'case',
            },
            e,
          );
        else condition(b, e, bodies[i] as Label, next);
        b.place(next);
      }
    });
    b.jump(otherwise);
  } else {
    const x = b.keep(value(b, s.x));
    for (const c of s.cases) for (const v of clauseVariables(b, s, c)) declare(b, v, x);
    b.emit({ op: 'choose', targets: [...bodies.filter((_, i) => i !== fallback), otherwise] });
  }
  b.loops.push({ label, breakTo: after, continueTo: undefined });
  s.cases.forEach((c, i) => {
    b.place(bodies[i] as Label);
    const outer = b.fallthroughTo;
    b.fallthroughTo = bodies[i + 1];
    block(b, c.body);
    b.fallthroughTo = outer;
    b.jump(after);
  });
  b.loops.pop();
  b.place(after);
}

/** The variable of a type switch is a new one in each clause; uses in the clause tell which. */
function clauseVariables(
  b: Builder,
  s: TypeSwitchStmt,
  c: TypeSwitchStmt['cases'][number],
): ReturnType<typeof localsIn> {
  return s.bind ? localsIn(b, s.bind.name, c.body) : [];
}

function localsIn(b: Builder, name: string, body: readonly Stmt[]) {
  const found = new Set<NonNullable<ReturnType<typeof localOf>>>();
  for (const s of body)
    walk(s, (n) => {
      const v = n.kind === 'Ident' && n.name === name ? localOf(b, n) : undefined;
      if (v && !b.variables.has(v) && v.role === 'var' && v.ident.start < s.start) found.add(v);
    });
  return [...found];
}

function selected(b: Builder, s: SelectStmt, label: string | undefined): void {
  const after = b.label();
  const bodies = s.cases.map(() => b.label());
  const received = s.cases.map((): [Target, Target] => [b.temp(), b.temp()]);
  const cases: SelectCase[] = [];
  let otherwise: Label | undefined;
  s.cases.forEach((c, i) => {
    const next = bodies[i] as Label;
    if (!c.comm) otherwise = next;
    else if (c.comm.kind === 'SendStmt')
      cases.push({
        direction: 'send',
        channel: b.keep(value(b, c.comm.chan)),
        value: b.keep(value(b, c.comm.value)),
        into: undefined,
        ok: undefined,
        next,
        at: c.comm,
      });
    else {
      const channel = receivedFrom(c);
      const [into, ok] = received[i] as [Target, Target];
      cases.push({
        direction: 'receive',
        channel: channel ? b.keep(value(b, channel)) : unknownOperand,
        value: unknownOperand,
        into,
        ok,
        next,
        at: c.comm,
      });
    }
  });
  b.emit({ op: 'select', cases, otherwise }, s);
  b.loops.push({ label, breakTo: after, continueTo: undefined });
  s.cases.forEach((c, i) => {
    b.place(bodies[i] as Label);
    if (c.comm?.kind === 'AssignStmt') {
      const from = received[i] as [Target, Target];
      const { lhs, op } = c.comm;
      for (const [k, to] of lhs.entries()) bind(b, to, from[k] ?? unknownOperand, op === ':=');
    }
    block(b, c.body);
    b.jump(after);
  });
  b.loops.pop();
  b.place(after);
}

function receivedFrom(c: CommClause): Expr | undefined {
  const e = c.comm?.kind === 'ExprStmt' ? c.comm.x : c.comm?.kind === 'AssignStmt' ? c.comm.rhs[0] : undefined;
  const x = e && unparen(e);
  return x?.kind === 'UnaryExpr' && x.op === '<-' ? x.x : undefined;
}

function loop(b: Builder, s: Stmt & { kind: 'ForStmt' }, label: string | undefined): void {
  if (s.init) statement(b, s.init);
  const [head, body, post, after] = [b.label(), b.label(), b.label(), b.label()];
  b.place(head);
  if (s.cond) condition(b, s.cond, body, after);
  b.place(body);
  b.loops.push({ label, breakTo: after, continueTo: post });
  block(b, s.body.list);
  b.loops.pop();
  b.place(post);
  if (s.post) statement(b, s.post);
  b.jump(head);
  b.place(after);
}

function ranged(b: Builder, s: RangeStmt, label: string | undefined): void {
  const under = b.package.underlying(b.package.typeOf(s.x));
  const [head, body, post, after] = [b.label(), b.label(), b.label(), b.label()];
  const over = value(b, s.x);
  const followed = under.kind === 'map' && mapValue(b, s.x) ? ([b.temp(), b.temp()] as const) : undefined;
  if (followed) b.emit({ op: 'entries', map: b.keep(over), keys: followed[0], values: followed[1] }, s.x);
  const x = followed ? followed[1] : under.kind === 'chan' ? b.keep(over) : over;
  const [i, item, ok] = [b.temp(), b.temp(), b.temp()];
  b.emit({ op: 'set', target: i, value: constant(int(0)) });
  b.place(head);
  if (under.kind === 'chan') {
    b.emit({ op: 'receive', channel: x, into: item, ok, isRange: true }, s.x);
    b.emit({ op: 'test', condition: ok, yes: body, no: after, of: 'received' }, s.x);
  } else {
    const length: Operand = under.kind === 'basic' ? x : { kind: 'length', x };
    const condition: Operand = { kind: 'compare', op: '<', x: i, y: length };
    b.emit({ op: 'test', condition, yes: body, no: after, of: 'loop' }, s.x);
  }
  b.place(body);
  const isList = followed || under.kind === 'slice' || under.kind === 'array';
  const element: Operand =
    under.kind === 'chan' ? item : isList ? { kind: 'element', base: x, index: i } : unknownOperand;
  const key: Operand =
    under.kind === 'chan'
      ? item
      : followed
        ? { kind: 'element', base: followed[0], index: i }
        : under.kind === 'map'
          ? constant(NON_NIL)
          : i;
  if (s.key) bind(b, s.key, key, s.op === ':=');
  if (s.value) bind(b, s.value, element, s.op === ':=');
  b.loops.push({ label, breakTo: after, continueTo: post });
  block(b, s.body.list);
  b.loops.pop();
  b.place(post);
  b.emit({ op: 'set', target: i, value: { kind: 'sum', op: '+', x: i, y: constant(int(1)) } });
  b.jump(head);
  b.place(after);
}
