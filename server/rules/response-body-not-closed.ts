import { callsIn } from '../engine/calls.ts';
import type { LocalVar } from '../engine/facts/objects.ts';
import { isNamed } from '../engine/facts/types.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { type Obligation, unheld, violations } from '../engine/flow/obligations.ts';
import { copiesFrom, readsFrom } from '../engine/flow/reading.ts';
import { readsToTheEnd } from '../engine/flow/readsAll.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr, Expr, Node } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

const obligation: Obligation = {
  // The answer to HEAD has no body.
  acquires: (fn, call) =>
    givesResponse(fn, call) && comesOpen(fn, call, 0) && !/\bMethodHead\b|"HEAD"/.test(fn.textOf(fn.syntax))
      ? 0
      : undefined,
  release: { methods: ['Close'], field: 'Body' },
  endsAt: isSent,
};

/** `resp.Write(w)` closes the body after it is sent, or cannot be. */
function isSent(fn: FunctionUnit, node: Node, v: LocalVar): boolean {
  let found = false;
  walk(node, (n) => {
    if (n.kind === 'FuncLit') return false;
    const sel = n.kind === 'CallExpr' && n.args.length === 1 ? n.fun : undefined;
    if (sel?.kind === 'SelectorExpr' && sel.sel.name === 'Write' && sel.x.kind === 'Ident')
      found ||= fn.package.objectOf(sel.x) === v;
    return !found;
  });
  return found;
}

/** Results (*http.Response, error). */
function givesResponse(fn: FunctionUnit, call: CallExpr): boolean {
  const t = fn.package.typeOf(call);
  const [response, error] = t.kind === 'tuple' && t.elements.length === 2 ? t.elements : [];
  return (
    response?.kind === 'pointer' &&
    isNamed(response, 'net/http', 'Response') &&
    error?.kind === 'named' &&
    error.name === 'error'
  );
}

/** Does the call give a response whose body is open for sure: of net/http itself, or of a helper here that passes it on as it came? */
function comesOpen(fn: FunctionUnit, call: CallExpr, depth: number): boolean {
  const callee = fn.package.calleeOf(call);
  // http.ReadResponse reads from a connection that has an owner.
  if (callee.kind === 'external' && callee.path === 'net/http') return !/^(Head|ReadResponse)$/.test(callee.name);
  const name = call.fun.kind === 'SelectorExpr' ? call.fun.sel.name : '';
  const [request] = call.args;
  if (callee.kind === 'dynamic' || callee.kind === 'external') {
    return (
      (name === 'RoundTrip' || name === 'Do') &&
      call.args.length === 1 &&
      request !== undefined &&
      isNamed(fn.package.typeOf(request), 'net/http', 'Request')
    );
  }
  if ((callee.kind !== 'function' && callee.kind !== 'literal') || depth > 2) return false;
  const helper = callee.function;
  // A helper that closes, replaces or hands on the body has made it somebody's business.
  if (/\.Body\b/.test(helper.textOf(helper.syntax))) return false;
  return callsIn(helper).some((c) => givesResponse(helper, c) && comesOpen(helper, c, depth + 1));
}

const isBodyOf = (fn: FunctionUnit, v: LocalVar) => (x: Expr) =>
  x.kind === 'SelectorExpr' && x.sel.name === 'Body' && x.x.kind === 'Ident' && fn.package.objectOf(x.x) === v;

/** `io.ReadAll(resp.Body)`, in a helper too; the transport takes the connection back at the end, and drops it at an error. */
const readsBody = (fn: FunctionUnit, node: Node, v: LocalVar): boolean => readsToTheEnd(fn, node, isBodyOf(fn, v));

const readingFailed = (fn: FunctionUnit, call: CallExpr, v: LocalVar): boolean => readsFrom(fn, call, isBodyOf(fn, v));

const copied = (fn: FunctionUnit, call: CallExpr, v: LocalVar): boolean => copiesFrom(fn, call, isBodyOf(fn, v));

export const rule: Rule = {
  meta: {
    id: 'response-body-not-closed',
    title: 'Response body not closed',
    group: 'resources',
    level: 'warning',
    summary:
      'A path leaves the function without closing the body of an HTTP response, or nobody keeps the response at all.',
    why: 'An open body keeps its connection, and the two goroutines that the transport runs for it (`readLoop`, `writeLoop`), and the connection is not used again.',
    fix: 'Put `defer resp.Body.Close()` right after the error check.',
    silentAbout: [
      'answers to HEAD',
      'responses (or bodies) that are returned, stored or handed to a helper that closes',
      'paths on which the request failed',
      'bodies that a test reads to their end',
    ],
    links: ['https://pkg.go.dev/net/http#Client.Do'],
  },
  checkFunction(fn, report) {
    const open = violations(fn, {
      ...obligation,
      endsAt: (f, n, v) => isSent(f, n, v) || readsBody(f, n, v),
      failsWhenOver: readingFailed,
      overWhenDone: copied,
    });
    // Read to its end (or to an error), a body has given its connection back: only a limit or the next reader spoils that.
    const read = violations(fn, obligation).filter((v) => open.every((o) => o.call !== v.call));
    for (const v of [...open, ...(fn.file.isTest ? [] : read)]) {
      const name = v.ident.name;
      const call = `${name}.Body.Close()`;
      report({
        function: fn,
        place: fn.place(v.ident),
        lower: read.includes(v),
        message: `\`${name}.Body\` is not closed on every path: its connection and the transport's two goroutines stay. ${releaseAdvice(fn, v, obligation, call, 'after the error check')}`,
        witness: [
          { ...fn.place(v.call), message: 'a response arrives; its body is open' },
          ...tellPath(
            fn,
            v.path,
            v.how === 'lost'
              ? `\`${name}\` is overwritten; its body is still open`
              : 'the function returns; the body is still open',
          ),
        ],
        fixes: releaseFix(fn, v, obligation, call, deferAfterErrorCheck(fn, v, call)),
      });
    }
    for (const { call, path } of unheld(fn, obligation))
      report({
        function: fn,
        place: fn.place(call),
        message: `Nobody takes the response of \`${fn.textOf(call.fun)}\`, so nobody can close its body: its connection and the transport's two goroutines stay. Keep it and close \`Body\`.`,
        witness: [
          { ...fn.place(call), message: 'a response arrives, and is dropped; its body is open' },
          ...tellPath(fn, path, 'the function goes on without it'),
        ],
      });
  },
};
