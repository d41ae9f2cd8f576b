import type { CallExpr, Expr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import type { CallFacts } from './knowledge.ts';
import type { Callee, PackageView } from './view.ts';

/** Does the call never come back to its caller, and what ends instead? Only calls of other packages, and `panic`. */
export function neverReturns(pkg: PackageView, call: CallExpr): CallFacts['neverReturns'] {
  const callee = pkg.calleeOf(call);
  if (callee.kind === 'builtin' && callee.name === 'panic') return 'panics';
  const known =
    callee.kind === 'external' || callee.kind === 'dynamic'
      ? pkg.knowledge.facts(callee.path, callee.receiver, callee.name)?.neverReturns
      : undefined;
  return known ?? (isOfTest(callee) ? 'goexit' : ofEvent(pkg, call));
}

/** `tb.Fatal()` by an interface of one's own that stands for `testing.TB`. */
const isOfTest = (callee: Callee): boolean =>
  (callee.kind === 'external' || callee.kind === 'dynamic') &&
  /^(TB|TestingT)$/.test(callee.receiver) &&
  /^(Fatalf?|FailNow)$/.test(callee.name);

const sends = new Set(['Msg', 'Msgf', 'MsgFunc', 'Send']);
const begins = new Map<string, CallFacts['neverReturns']>([
  ['Fatal', 'exits'],
  ['Panic', 'panics'],
]);

/**
 * `log.Fatal().Err(err).Msg("cannot start")` of zerolog: an event is built link by link, and sending one that began as
 * fatal ends the process.
 */
function ofEvent(pkg: PackageView, call: CallExpr): CallFacts['neverReturns'] {
  const { fun } = call;
  if (fun.kind !== 'SelectorExpr' || !sends.has(fun.sel.name)) return undefined;
  let first: Expr = unparen(fun.x);
  while (first.kind === 'CallExpr' && first.fun.kind === 'SelectorExpr') {
    const before: Expr = unparen(first.fun.x);
    if (before.kind !== 'CallExpr') break;
    first = before;
  }
  if (first.kind !== 'CallExpr') return undefined;
  const callee = pkg.calleeOf(first);
  const isLogger =
    (callee.kind === 'external' || callee.kind === 'dynamic') &&
    (callee.path === 'github.com/rs/zerolog/log' ||
      (callee.path === 'github.com/rs/zerolog' && callee.receiver === 'Logger'));
  return isLogger ? begins.get(callee.name) : undefined;
}
