import { isCallTo } from '../engine/calls.ts';
import { isNamed } from '../engine/facts/types.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { type Obligation, violations } from '../engine/flow/obligations.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { Rule } from '../engine/rule.ts';

const obligation: Obligation = {
  acquires: (fn, call) => {
    const t = fn.package.typeOf(call);
    if (t.kind !== 'tuple' || t.elements.length !== 2 || t.elements[0]?.kind !== 'pointer') return undefined;
    const [response, error] = t.elements;
    if (!isNamed(response, 'net/http', 'Response') || error?.kind !== 'named' || error.name !== 'error')
      return undefined;
    // The answer to HEAD has no body; http.ReadResponse reads from a connection that has an owner.
    if (isCallTo(fn, call, 'net/http', '', 'Head', 'ReadResponse') || isCallTo(fn, call, 'net/http', 'Client', 'Head'))
      return undefined;
    return 0;
  },
  release: { methods: ['Close'], field: 'Body' },
};

export const rule: Rule = {
  meta: {
    id: 'response-body-not-closed',
    title: 'Response body not closed',
    group: 'resources',
    level: 'warning',
    summary: 'A path leaves the function without closing the body of an HTTP response.',
    why: 'An open body keeps its connection, and the two goroutines that the transport runs for it (`readLoop`, `writeLoop`), and the connection is not used again.',
    fix: 'Put `defer resp.Body.Close()` right after the error check.',
    silentAbout: [
      'answers to HEAD',
      'responses (or bodies) that are returned, stored or handed to a helper that closes',
      'paths on which the request failed',
    ],
    links: ['https://pkg.go.dev/net/http#Client.Do'],
  },
  checkFunction(fn, report) {
    for (const v of violations(fn, obligation)) {
      const name = v.ident.name;
      report({
        function: fn,
        place: fn.place(v.ident),
        message: `\`${name}.Body\` is not closed on every path: its connection and the transport's two goroutines stay. Put \`defer ${name}.Body.Close()\` after the error check.`,
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
        fixes: deferAfterErrorCheck(fn, v, `${name}.Body.Close()`),
      });
    }
  },
};
