import { callsIn, isCallTo } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { dereferenced } from '../engine/facts/types.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { type Obligation, type Violation, violations } from '../engine/flow/obligations.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit, Use } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { CallExpr } from '../engine/syntax/ast.ts';

const kinds: readonly (Obligation & { readonly what: string })[] = [
  {
    what: 'ticker',
    acquires: (fn, call) => (isCallTo(fn, call, 'time', '', 'NewTicker') ? 0 : undefined),
    release: { methods: ['Stop'] },
  },
  {
    what: 'timer',
    acquires: (fn, call) => (isCallTo(fn, call, 'time', '', 'NewTimer') ? 0 : undefined),
    release: { methods: ['Stop'], received: 'C' },
  },
];

export const rule: Rule = {
  meta: {
    id: 'ticker-not-stopped',
    title: 'Ticker or timer not stopped',
    group: 'timers',
    level: 'information',
    untilGo: '1.23',
    summary:
      'A path leaves the function without stopping the ticker or timer that it made, or nobody keeps the ticker to stop it.',
    why: 'Before Go 1.23 the runtime keeps a running ticker for ever, and a timer until it fires, whether anybody still listens or not. Since Go 1.23 both are collected when they are no longer referenced, so the rule is off there.',
    fix: 'Put `defer ticker.Stop()` right after it is made.',
    silentAbout: [
      'modules at go 1.23 or later',
      'tickers that are returned or handed on, or stored where the package stops them',
      'timers that have fired',
      'loops that never leave the function',
    ],
    links: ['https://go.dev/doc/go1.23#timer-changes', 'https://pkg.go.dev/time#NewTicker'],
  },
  checkFunction(fn, report) {
    for (const kind of kinds) for (const v of violations(fn, kind)) report(problem(fn, v, kind, kind.what));
    for (const call of callsIn(fn)) {
      if (!isCallTo(fn, call, 'time', '', 'NewTicker')) continue;
      const found = unnamed(fn, call) ?? inField(fn, call);
      if (found) report(found);
    }
  },
};

/** `time.NewTicker(d).C` in a function that can return: nobody has the ticker. */
function unnamed(fn: FunctionUnit, call: CallExpr): Problem | undefined {
  const above = declFacts(fn.decl).parents.get(call);
  const isDropped = above?.kind === 'SelectorExpr' && above.x === call && above.sel.name === 'C';
  if (!isDropped || isProcessLifetime(fn) || !fn.cfg.exits.some((b) => b.exit === 'return')) return undefined;
  return {
    function: fn,
    place: fn.place(call),
    message:
      'Nobody can stop this ticker: before Go 1.23 the runtime keeps it for ever. Give it a name, and put `defer ticker.Stop()` behind it.',
    witness: [{ ...fn.place(call), message: 'a ticker starts, and only its channel is kept' }],
  };
}

/** `p.ticker = time.NewTicker(d)`, and no line of the package stops the field or passes it on. */
function inField(fn: FunctionUnit, call: CallExpr): Problem | undefined {
  const above = declFacts(fn.decl).parents.get(call);
  const target = above?.kind === 'AssignStmt' && above.rhs.length === 1 ? above.lhs[0] : undefined;
  if (target?.kind !== 'SelectorExpr' || isProcessLifetime(fn)) return undefined;
  const owner = dereferenced(fn.package.typeOf(target.x));
  const { name } = target.sel;
  if (owner.kind !== 'named' || owner.path !== fn.package.path || /^\p{Lu}/u.test(name)) return undefined;
  const uses = fn.package.usesOfField(owner.name, name);
  const isListenedTo = ({ parent, expr }: Use): boolean =>
    parent.kind === 'SelectorExpr' && parent.x === expr && /^(C|Reset)$/.test(parent.sel.name);
  const isSet = ({ parent, expr }: Use): boolean =>
    (parent.kind === 'AssignStmt' && parent.lhs.includes(expr)) ||
    (parent.kind === 'KeyValueExpr' && parent.key === expr) ||
    parent.kind === 'BinaryExpr';
  if (!uses.every((u) => isListenedTo(u) || isSet(u))) return undefined;
  const text = fn.textOf(target);
  return {
    function: fn,
    place: fn.place(target),
    message: `Nothing in the package stops \`${text}\`: before Go 1.23 the runtime keeps it for ever. Call \`${text}.Stop()\` where its owner ends.`,
    witness: [{ ...fn.place(call), message: `the ticker starts; no line of the package stops \`${name}\`` }],
  };
}

function problem(fn: FunctionUnit, v: Violation, kind: Obligation, what: string): Problem {
  const name = v.ident.name;
  const stop = `${name}.Stop()`;
  const kept = what === 'ticker' ? 'for ever' : 'until it fires';
  return {
    function: fn,
    place: fn.place(v.ident),
    message: `The ${what} \`${name}\` is not stopped on every path: before Go 1.23 the runtime keeps it ${kept}. ${releaseAdvice(fn, v, kind, stop, 'right after this line')}`,
    witness: [
      { ...fn.place(v.call), message: `the ${what} starts` },
      ...tellPath(fn, v.path, `the function goes on without it; \`${stop}\` was not called`),
    ],
    fixes: releaseFix(fn, v, kind, stop, deferAfterErrorCheck(fn, v, stop)),
  };
}
