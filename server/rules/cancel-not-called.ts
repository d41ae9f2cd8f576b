import { cancelCall, cancelResult } from '../engine/calls.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { droppedCancels } from '../engine/flow/fieldCancels.ts';
import { heldNames } from '../engine/flow/heldNames.ts';
import { type Obligation, type Violation, violations } from '../engine/flow/obligations.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import { unparen } from '../engine/syntax/print.ts';

const obligation: Obligation = { acquires: cancelResult, release: { call: true, methods: [] } };

export const rule: Rule = {
  meta: {
    id: 'cancel-not-called',
    title: 'Cancel function not called on every path',
    group: 'contexts',
    level: 'warning',
    summary: 'A path leaves the function without calling the cancel function of a context that it derived.',
    why: 'Until `cancel` is called the context stays registered with its parent, its timer runs, and every goroutine that waits on its `Done` channel waits on. One forgotten early return is enough.',
    fix: 'Put `defer cancel()` right after the call that derives the context. Calling it twice does no harm.',
    silentAbout: [
      'functions that hand `cancel` on: returned, stored, passed to code that cannot be seen, captured by a closure that calls it',
      '`_ = cancel`, which says that it is meant',
      'paths that end the process (`os.Exit`, `log.Fatal`) or panic',
      'paths on which the deriving call itself failed',
    ],
    links: ['https://pkg.go.dev/context#WithCancel', 'https://pkg.go.dev/cmd/vet'],
  },
  checkFunction(fn, report) {
    for (const v of violations(fn, obligation)) {
      if (v.how !== 'kept') continue;
      const name = v.ident.name;
      const cancel = cancelCall(fn, v.call, name);
      report({
        function: fn,
        place: fn.place(v.ident),
        lower: (isProcessLifetime(fn) && fn.name === 'main') || endsAnyway(fn, v),
        message: `\`${name}\` is not called on every path: the context and what waits on it stay until the parent ends. ${releaseAdvice(fn, v, obligation, cancel, 'right after this line')}`,
        witness: [
          { ...fn.place(v.call), message: `\`${fn.textOf(v.call.fun)}\` derives a context` },
          ...tellPath(fn, v.path, `the function returns; \`${name}\` was not called`),
        ],
        fixes: releaseFix(fn, v, obligation, cancel, deferAfterErrorCheck(fn, v, cancel)),
      });
    }
    for (const d of droppedCancels(fn)) {
      const target = fn.textOf(d.target);
      report({
        function: fn,
        place: fn.place(d.target),
        message: `\`${target}\` is not called on a path that drops \`${d.object.name}\`: the context and what waits on it stay until the parent ends. Call \`${target}()\` on that path.`,
        witness: [
          { ...fn.place(d.call), message: `\`${fn.textOf(d.call.fun)}\` derives a context` },
          ...tellPath(fn, d.path, `the function returns without \`${d.object.name}\`; \`${target}\` was not called`),
        ],
      });
    }
  },
};

/** The context ends when the function does, or nobody but what is dropped has it. */
const endsAnyway = (fn: FunctionUnit, v: Violation): boolean => isOfRequest(fn, v) || isGarbage(fn, v);

/** `context.WithTimeout(stream.Context(), d)`: the context of a request that this function serves ends when it returns. */
function isOfRequest(fn: FunctionUnit, v: Violation): boolean {
  const parent = v.call.args[0] && unparen(v.call.args[0]);
  if (parent?.kind !== 'CallExpr' || parent.fun.kind !== 'SelectorExpr' || parent.fun.sel.name !== 'Context')
    return false;
  const { x } = parent.fun;
  const request = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  return request?.kind === 'local' && request.role === 'param' && request.owner === fn.syntax;
}

/**
 * `ctx, cancel := context.WithCancel(context.Background())`: no timer and no parent remember it. Once the object that holds
 * it is dropped it is garbage, unless a goroutine was started before.
 */
function isGarbage(fn: FunctionUnit, v: Violation): boolean {
  const isRootless = /WithCancel\(context\.(Background|TODO)\(\)\)$/.test(fn.textOf(v.call));
  const isHeld = heldNames(fn, v.variable, obligation.release).some((n) => n.release.holder);
  const end = (v.path.item ?? v.path.end.items.at(-1))?.node.start ?? fn.syntax.end;
  return isRootless && isHeld && !fn.cfg.blocks.some((b) => b.items.some((i) => i.kind === 'go' && i.node.start < end));
}
