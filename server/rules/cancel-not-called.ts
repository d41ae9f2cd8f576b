import { cancelCall, cancelResult } from '../engine/calls.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { droppedCancels } from '../engine/flow/fieldCancels.ts';
import { type Obligation, violations } from '../engine/flow/obligations.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { Rule } from '../engine/rule.ts';

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
        lower: isProcessLifetime(fn) && fn.name === 'main',
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
