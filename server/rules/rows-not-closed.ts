import { isNamed } from '../engine/facts/types.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { type Obligation, unheld, violations } from '../engine/flow/obligations.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr } from '../engine/syntax/ast.ts';

/** What a transaction prepares or queries ends with it: with its own `Commit` or `Rollback`, whoever calls that. */
const ofTransaction = (fn: FunctionUnit, call: CallExpr): boolean => {
  const c = fn.package.calleeOf(call);
  return c.kind === 'external' && c.receiver === 'Tx' && c.path === 'database/sql';
};

/** The first result is a pointer to the type, and it comes with an error. */
const returns = (path: string, name: string) => (fn: FunctionUnit, call: CallExpr) => {
  if (ofTransaction(fn, call)) return undefined;
  const t = fn.package.typeOf(call);
  const first = t.kind === 'tuple' && t.elements.length === 2 ? t.elements[0] : undefined;
  return first?.kind === 'pointer' && isNamed(first, path, name) ? 0 : undefined;
};

const kinds: readonly (Obligation & { readonly what: string; readonly by: string })[] = [
  {
    what: 'rows',
    by: 'Close',
    acquires: returns('database/sql', 'Rows'),
    release: { methods: ['Close'] },
    endsItself: { method: 'Next', value: false },
  },
  { what: 'statement', by: 'Close', acquires: returns('database/sql', 'Stmt'), release: { methods: ['Close'] } },
  { what: 'connection', by: 'Close', acquires: returns('database/sql', 'Conn'), release: { methods: ['Close'] } },
  {
    what: 'transaction',
    by: 'Rollback',
    acquires: returns('database/sql', 'Tx'),
    release: { methods: ['Commit', 'Rollback'] },
  },
  {
    what: 'rows',
    by: 'Close',
    acquires: returns('github.com/jmoiron/sqlx', 'Rows'),
    release: { methods: ['Close'] },
    endsItself: { method: 'Next', value: false },
  },
];

export const rule: Rule = {
  meta: {
    id: 'rows-not-closed',
    title: 'Rows, statement or transaction not closed',
    group: 'resources',
    level: 'warning',
    summary: 'A path leaves the function without closing SQL rows, a statement or a transaction.',
    why: 'Open rows and transactions hold a connection of the pool (and a goroutine that watches their context). When the pool is empty every further query waits for ever.',
    fix: 'Put `defer rows.Close()` (or `defer tx.Rollback()`, which does nothing after a commit) right after the error check.',
    silentAbout: [
      'rows that were read to the end: `Next` closes them',
      'rows that are returned, stored or handed to a helper that closes',
      'paths on which the query failed',
      'rows and statements of a transaction: they end with it',
    ],
    links: ['https://pkg.go.dev/database/sql#Rows.Close', 'https://go.dev/doc/database/querying'],
  },
  checkFunction(fn, report) {
    for (const kind of kinds) {
      for (const v of violations(fn, kind)) {
        const name = v.ident.name;
        const call = `${name}.${kind.by}()`;
        report({
          function: fn,
          place: fn.place(v.ident),
          message: `The ${kind.what} \`${name}\` ${kind.what === 'rows' ? 'are' : 'is'} not closed on every path: a connection of the pool stays taken. ${releaseAdvice(fn, v, kind, call, 'after the error check')}`,
          witness: [
            { ...fn.place(v.call), message: `the ${kind.what} takes a connection` },
            ...tellPath(fn, v.path, `the function goes on without it; \`${call}\` was not called`),
          ],
          fixes: releaseFix(fn, v, kind, call, deferAfterErrorCheck(fn, v, call)),
        });
      }
      for (const { call, path } of unheld(fn, kind))
        report({
          function: fn,
          place: fn.place(call),
          message: `Nobody takes the ${kind.what} of \`${fn.textOf(call.fun)}\`, so nobody can close ${kind.what === 'rows' ? 'them' : 'it'}: a connection of the pool stays taken. ${kind.what === 'rows' ? 'Use `Exec` for a statement without rows.' : 'Keep it and end it.'}`,
          witness: [
            { ...fn.place(call), message: `the ${kind.what} takes a connection, and is dropped` },
            ...tellPath(fn, path, 'the function goes on without it'),
          ],
        });
    }
  },
};
