import type {
  BlockStmt,
  CaseClause,
  CommClause,
  Expr,
  ForStmt,
  IfStmt,
  RangeStmt,
  Stmt,
  TypeSwitchStmt,
} from '../ast.ts';
import { genDecl } from './declarations.ts';
import { expression, expressionList, ident, type Source } from './expressions.ts';
import { field, fields, firstNamed, hasToken, named, type Raw } from './raw.ts';
import { type } from './types.ts';

export function block(s: Source, n: Raw | undefined): BlockStmt {
  return { kind: 'BlockStmt', list: n ? statements(s, n) : [], start: n?.start ?? 0, end: n?.end ?? 0 };
}

/** The statements of a block or clause: those of its statement_list, and ERRORs among them. Copied, without room to grow. */
function statements(s: Source, n: Raw): Stmt[] {
  const out: Stmt[] = [];
  for (const c of n.children) {
    if (c.type === 'statement_list') for (const x of named(c)) out.push(statement(s, x));
    else if (c.type === 'ERROR') out.push({ kind: 'BadStmt', start: c.start, end: c.end });
  }
  return out.slice();
}

export function statement(s: Source, n: Raw): Stmt {
  const at = { start: n.start, end: n.end };
  const only = (): Expr => expression(s, firstNamed(n));
  const optional = (name: string): Stmt | undefined => {
    const c = field(n, name);
    return c && statement(s, c);
  };
  switch (n.type) {
    case 'block':
      return block(s, n);
    case 'expression_statement':
      return { kind: 'ExprStmt', x: only(), ...at };
    case 'send_statement':
      return {
        kind: 'SendStmt',
        chan: expression(s, field(n, 'channel')),
        value: expression(s, field(n, 'value')),
        ...at,
      };
    case 'inc_statement':
      return { kind: 'IncDecStmt', x: only(), op: '++', ...at };
    case 'dec_statement':
      return { kind: 'IncDecStmt', x: only(), op: '--', ...at };
    case 'assignment_statement':
    case 'short_var_declaration':
      return {
        kind: 'AssignStmt',
        lhs: expressionList(s, field(n, 'left')),
        op: n.type === 'short_var_declaration' ? ':=' : (field(n, 'operator')?.type ?? '='),
        rhs: expressionList(s, field(n, 'right')),
        ...at,
      };
    case 'receive_statement':
      return receive(s, n);
    case 'go_statement':
      return { kind: 'GoStmt', call: only(), ...at };
    case 'defer_statement':
      return { kind: 'DeferStmt', call: only(), ...at };
    case 'return_statement':
      return { kind: 'ReturnStmt', results: expressionList(s, firstNamed(n)).filter((e) => e.end > 0), ...at };
    case 'break_statement':
    case 'continue_statement':
    case 'goto_statement':
    case 'fallthrough_statement': {
      const label = firstNamed(n);
      const token = n.type.slice(0, n.type.indexOf('_')) as 'break' | 'continue' | 'goto' | 'fallthrough';
      return { kind: 'BranchStmt', token, label: label && ident(s, label), ...at };
    }
    case 'labeled_statement': {
      const label = field(n, 'label');
      const inner = named(n).find((c) => c.field !== 'label');
      if (!label) return { kind: 'BadStmt', ...at };
      return {
        kind: 'LabeledStmt',
        label: ident(s, label),
        stmt: inner ? statement(s, inner) : { kind: 'EmptyStmt', ...at },
        ...at,
      };
    }
    case 'if_statement':
      return ifStatement(s, n);
    case 'for_statement':
      return loop(s, n);
    case 'expression_switch_statement':
      return {
        kind: 'SwitchStmt',
        init: optional('initializer'),
        tag: field(n, 'value') && expression(s, field(n, 'value')),
        cases: clauses(s, n),
        ...at,
      };
    case 'type_switch_statement':
      return typeSwitch(s, n);
    case 'select_statement':
      return { kind: 'SelectStmt', cases: named(n).map((c) => commClause(s, c)), ...at };
    case 'var_declaration':
    case 'const_declaration':
    case 'type_declaration':
      return { kind: 'DeclStmt', specs: genDecl(s, n).specs, ...at };
    case 'empty_statement':
      return { kind: 'EmptyStmt', ...at };
    default:
      return { kind: 'BadStmt', ...at };
  }
}

function receive(s: Source, n: Raw): Stmt {
  const at = { start: n.start, end: n.end };
  const left = field(n, 'left');
  const x = expression(s, field(n, 'right'));
  if (!left) return { kind: 'ExprStmt', x, ...at };
  return { kind: 'AssignStmt', lhs: expressionList(s, left), op: hasToken(n, ':=') ? ':=' : '=', rhs: [x], ...at };
}

function ifStatement(s: Source, n: Raw): IfStmt {
  const init = field(n, 'initializer');
  const alternative = field(n, 'alternative');
  return {
    kind: 'IfStmt',
    init: init && statement(s, init),
    cond: expression(s, field(n, 'condition')),
    body: block(s, field(n, 'consequence')),
    else: alternative && (alternative.type === 'if_statement' ? ifStatement(s, alternative) : block(s, alternative)),
    start: n.start,
    end: n.end,
  };
}

function loop(s: Source, n: Raw): ForStmt | RangeStmt {
  const at = { start: n.start, end: n.end };
  const body = block(s, field(n, 'body'));
  const head = named(n).find((c) => c.field !== 'body');
  if (head?.type === 'range_clause') {
    const [key, value] = expressionList(s, field(head, 'left'));
    const op = hasToken(head, ':=') ? ':=' : hasToken(head, '=') ? '=' : undefined;
    return { kind: 'RangeStmt', key, value, op, x: expression(s, field(head, 'right')), body, ...at };
  }
  if (head?.type !== 'for_clause')
    return { kind: 'ForStmt', init: undefined, cond: head && expression(s, head), post: undefined, body, ...at };
  const [init, cond, post] = [field(head, 'initializer'), field(head, 'condition'), field(head, 'update')];
  return {
    kind: 'ForStmt',
    init: init && statement(s, init),
    cond: cond && expression(s, cond),
    post: post && statement(s, post),
    body,
    ...at,
  };
}

function clauses(s: Source, n: Raw): CaseClause[] {
  return named(n)
    .filter((c) => c.type === 'expression_case' || c.type === 'type_case' || c.type === 'default_case')
    .map((c) => ({
      kind: 'CaseClause',
      list: c.type === 'type_case' ? fields(c, 'type').map((t) => type(s, t)) : expressionList(s, field(c, 'value')),
      isDefault: c.type === 'default_case',
      body: statements(s, c),
      start: c.start,
      end: c.end,
    }));
}

function typeSwitch(s: Source, n: Raw): TypeSwitchStmt {
  const alias = field(n, 'alias');
  const init = field(n, 'initializer');
  const bound = alias && expressionList(s, alias)[0];
  return {
    kind: 'TypeSwitchStmt',
    init: init && statement(s, init),
    bind: bound?.kind === 'Ident' ? bound : undefined,
    x: expression(s, field(n, 'value')),
    cases: clauses(s, n),
    start: n.start,
    end: n.end,
  };
}

function commClause(s: Source, n: Raw): CommClause {
  const comm = field(n, 'communication');
  return { kind: 'CommClause', comm: comm && statement(s, comm), body: statements(s, n), start: n.start, end: n.end };
}
