import { declFacts } from '../engine/facts/scopes.ts';
import { dereferenced } from '../engine/facts/types.ts';
import type { Block } from '../engine/flow/cfg.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { droppedStarts } from '../engine/flow/droppedStarts.ts';
import { isLent } from '../engine/flow/existing.ts';
import { type Obligation, type Violation, violations } from '../engine/flow/obligations.ts';
import { endingOf, endingOfMade, endings, isPassive, makerOf } from '../engine/flow/owners.ts';
import { useOf } from '../engine/flow/ownership.ts';
import { releaseFix } from '../engine/flow/releaseFix.ts';
import { isStartedOnPath, startsSomething } from '../engine/flow/starters.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

/** The first result of a call whose results this package ends: here on another path, or elsewhere. */
const obligation: Obligation = {
  acquires: (fn, call) => {
    const maker = makerOf(fn, call);
    const isOwner = maker && endingOfMade(fn.package, maker) && !isOfOtherRules(fn, call) && !isLent(fn, call);
    return isOwner ? 0 : undefined;
  },
  release: { methods: endings },
  counts: endsInError,
};

export const rule: Rule = {
  meta: {
    id: 'not-closed-on-error',
    title: 'Owner not closed on an error path',
    group: 'resources',
    level: 'warning',
    summary: 'An error path drops a value that the package closes or stops everywhere else.',
    why: 'Clients, sessions, watchers and servers own goroutines and connections, which end when the owner is closed. Dropped by an early return, they stay for ever: nobody has the owner any more.',
    fix: 'Close it before the return, or defer the closing right after the error check.',
    silentAbout: [
      'values that nothing in the package closes',
      'values that are returned, stored or handed on',
      'what was there before and is only lent: fields, elements of maps, what its maker keeps too',
      'files and other types of the standard library that own no goroutine',
      'responses, rows, tickers, contexts and pipes: they have rules of their own',
    ],
    links: ['https://go.dev/blog/defer-panic-and-recover'],
  },
  checkFunction(fn, report) {
    for (const { object, go, body, path } of droppedStarts(fn)) {
      report({
        function: fn,
        place: fn.place(go),
        lower: fn.file.isTest || isProcessLifetime(fn),
        message: `\`${object.name}\` is dropped on an error path after its goroutine was started: nobody can tell it to end any more. End it before that return, or start it when nothing can fail.`,
        witness: [
          { ...fn.place(go), message: `the goroutine of \`${object.name}\` is started` },
          { ...body.place(body.syntax.type), message: 'it goes on until a channel of the object tells it to end' },
          ...tellPath(fn, path, `the function returns an error, and \`${object.name}\` is out of reach`),
        ],
      });
    }
    for (const first of violations(fn, obligation)) {
      const v = ownsGoroutine(fn, first) ? first : (later(fn, first) ?? first);
      const isKnown = ownsGoroutine(fn, v) && isLetGo(fn, v);
      if (v.how !== 'kept' || isPassive(fn, v.variable)) continue;
      // What a test drops goes when it ends.
      if (fn.file.isTest && !isKnown) continue;
      const name = v.ident.name;
      const ending = endingOf(fn, v.variable) ?? endingOfMade(fn.package, makerOf(fn, v.call) ?? '') ?? 'Close';
      const call = `${name}.${ending}()`;
      report({
        function: fn,
        place: fn.place(v.ident),
        lower: !isKnown || isProcessLifetime(fn),
        message: `\`${name}\` is dropped on an error path: what it has started goes on for ever. Call \`${call}\` before that return.`,
        witness: [
          { ...fn.place(v.call), message: `\`${name}\` is made; this package ends it by \`${ending}\` elsewhere` },
          ...tellPath(fn, v.path, `the function returns an error; \`${call}\` was not called`),
        ],
        fixes: releaseFix(fn, v, obligation, call, deferAfterErrorCheck(fn, v, call)),
      });
    }
  },
};

function isOfOtherRules(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.package.calleeOf(call);
  return callee.kind === 'external' && /^(net\/http|database\/sql|time|os|io|context)$/.test(callee.path);
}

/**
 * A gRPC connection, or a type of the package whose maker or methods start a goroutine, where it has come to that: when it
 * was made, or on the path. Of others it cannot be told.
 */
function ownsGoroutine(fn: FunctionUnit, v: Violation): boolean {
  const maker = makerOf(fn, v.call);
  const type = dereferenced(fn.package.typeOfObject(v.variable));
  if (type.kind === 'named' && type.path === 'google.golang.org/grpc' && type.name === 'ClientConn') return true;
  const own = type.kind === 'named' && type.path === fn.package.path ? fn.package.methodsOf(type.name) : [];
  const made = typeof maker === 'object' ? [maker] : [];
  if (![...made, ...own].some(hasGoStatement)) return false;
  return made.length === 0 || made.some(startsSomething) || isStartedOnPath(fn, v);
}

/** Another way out, on which something has been started by then. */
function later(fn: FunctionUnit, first: Violation): Violation | undefined {
  const counts = (f: FunctionUnit, exit: Block): boolean => exit !== first.path.end && endsInError(f, exit);
  return violations(fn, { ...obligation, counts }).find((v) => v.call === first.call && ownsGoroutine(fn, v));
}

function hasGoStatement(fn: FunctionUnit): boolean {
  let found = false;
  walk(fn.syntax, (n) => {
    if (n.kind === 'GoStmt') found = true;
    return !found;
  });
  return found;
}

/** Does the function end it or hand it on, on some path? One that never does may have nothing to end. */
const isLetGo = (fn: FunctionUnit, v: Violation): boolean =>
  (declFacts(fn.decl).uses.get(v.variable) ?? []).some((u) => useOf(fn, u, obligation.release) !== 'borrows');

/** The path ends with a return whose last result is an error that may be set. */
function endsInError(fn: FunctionUnit, exit: Block): boolean {
  const last = exit.items.at(-1);
  if (last?.kind !== 'return' || last.node.kind !== 'ReturnStmt') return false;
  const result = last.node.results.at(-1);
  if (!result || (result.kind === 'Ident' && result.name === 'nil')) return false;
  const type = fn.package.typeOf(result);
  return (type.kind === 'named' && type.path === '' && type.name === 'error') || /err/i.test(fn.textOf(result));
}
