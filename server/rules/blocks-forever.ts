import { walkOwn } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import type { Fix } from '../engine/finding.ts';
import { preferred, replace } from '../engine/fix.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Expr, Ident, Node } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'blocks-forever',
    title: 'Operation that blocks for ever',
    group: 'channels',
    level: 'warning',
    summary: 'A send or receive on a channel that is always nil, or `select {}` outside of `main`.',
    why: 'Operations on a nil channel block for ever, and a select without cases does too. The goroutine, and all that it refers to, is never freed.',
    fix: 'Make the channel, or remove the operation; let the goroutine return.',
    silentAbout: [
      '`main`, `init` and the body of a command',
      'a nil channel as one case of a select with others: that switches the case off',
    ],
    links: ['https://go.dev/ref/spec#Receive_operator', 'https://go.dev/ref/spec#Select_statements'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'blocks-forever', report),
  checkFunction(fn, report) {
    walkOwn(fn, (n, parent) => {
      if (n.kind === 'SelectStmt' && n.cases.length === 0 && !isProcessLifetime(fn) && !fn.file.isTest) {
        report({
          function: fn,
          place: fn.place(n),
          message:
            '`select {}` blocks for ever: this goroutine never ends. Let it return, or wait for a stop signal here.',
          witness: [{ ...fn.place(n), message: 'a select without cases: blocked for ever' }],
        });
      }
      const channel = operated(n, parent);
      const made = channel && alwaysNil(fn, channel);
      if (channel && made) {
        report({
          function: fn,
          place: fn.place(n),
          message: `\`${fn.textOf(channel)}\` is nil here and stays so: the ${n.kind === 'SendStmt' ? 'send' : 'receive'} blocks for ever. Make the channel with \`make(chan …)\`.`,
          witness: [
            { ...fn.place(made), message: `\`${fn.textOf(channel)}\` is declared and never assigned: nil` },
            { ...fn.place(n), message: 'an operation on a nil channel: blocked for ever' },
          ],
          fixes: makeIt(fn, made),
        });
      }
    });
  },
};

function operated(n: Node, parent: Node | undefined): Expr | undefined {
  if (n.kind === 'SendStmt') return parent?.kind === 'CommClause' ? undefined : n.chan;
  if (n.kind === 'UnaryExpr' && n.op === '<-') return n.x;
  return n.kind === 'RangeStmt' ? n.x : undefined;
}

/** `var ch chan T` becomes `ch := make(chan T)`, where that leaves nobody alone at the other end. */
function makeIt(fn: FunctionUnit, declared: Ident): Fix[] {
  const decl = fn.ancestors(declared).findLast((n) => n.kind === 'DeclStmt');
  const spec = decl?.kind === 'DeclStmt' && decl.specs.length === 1 ? decl.specs[0] : undefined;
  if (!decl || spec?.kind !== 'ValueSpec' || spec.names.length !== 1 || !spec.type || !hasBothEnds(fn, declared))
    return [];
  const [name, type] = [fn.textOf(declared), fn.textOf(spec.type)];
  return preferred(`Make the channel ${name}`, replace(fn, decl, `${name} := make(${type})`));
}

function hasBothEnds(fn: FunctionUnit, declared: Ident): boolean {
  const { uses, parents } = declFacts(fn.decl);
  const obj = fn.package.objectOf(declared);
  const above = obj?.kind === 'local' ? (uses.get(obj) ?? []).map((u) => parents.get(u)) : [];
  const gives = above.some((p) => p?.kind === 'SendStmt' || p?.kind === 'CallExpr');
  return gives && above.some((p) => p?.kind === 'UnaryExpr' || p?.kind === 'RangeStmt' || p?.kind === 'CallExpr');
}

/** A local `var ch chan T` that nothing ever assigns; outside of selects. Answers its declaration. */
function alwaysNil(fn: FunctionUnit, channel: Expr): Ident | undefined {
  const obj = channel.kind === 'Ident' ? fn.package.objectOf(channel) : undefined;
  if (obj?.kind !== 'local' || obj.role !== 'var') return undefined;
  const facts = declFacts(fn.decl);
  const definition = facts.definitions.get(obj);
  if (definition?.kind !== 'typed' || (facts.assignments.get(obj) ?? []).length > 0) return undefined;
  if (fn.package.underlying(fn.package.typeOf(definition.type)).kind !== 'chan') return undefined;
  return fn
    .ancestors(channel)
    .some(
      (a) =>
        a.kind === 'CommClause' && a.comm !== undefined && a.comm.start <= channel.start && channel.end <= a.comm.end,
    )
    ? undefined
    : obj.ident;
}
