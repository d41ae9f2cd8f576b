import type { Fix } from '../engine/finding.ts';
import { preferred, replace } from '../engine/fix.ts';
import { callersOf, type Generator, generators } from '../engine/flow/generators.ts';
import { ignoredStops } from '../engine/flow/ignoredStops.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { SendStmt } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'generator-without-stop',
    title: 'Generator that cannot be stopped',
    group: 'channels',
    level: 'information',
    summary:
      'A function returns a channel, and the goroutine that sends on it has no other way out once the room in it is used up.',
    why: 'A caller that receives less than everything, because of an error, a deadline or a `break`, leaves the goroutine at its next send for ever. The function gives its callers no way to say that they are done.',
    fix: 'For a single value, give the channel room for it. Else take a context and select on `ctx.Done()` when sending.',
    silentAbout: [
      'sends in a select with another way out',
      'channels with room for all that is sent',
      'functions all of whose callers are in the package and receive everything',
      'generators with a stop signal that some sends ignore: send-ignores-stop says so',
    ],
    links: ['https://go.dev/blog/pipelines'],
  },
  checkFunction(fn, report) {
    for (const g of generators(fn)) {
      const { leavesEarly, allDrain } = callersOf(g);
      const [send] = g.sends;
      if ((allDrain && !isExported(fn)) || !send || ignoredStops(g.goroutine).length > 0) continue;
      const name = g.channel.name;
      const single = isSingle(g);
      report({
        function: g.goroutine.outer ? fn : g.goroutine,
        place: g.goroutine.place(send),
        higher: leavesEarly !== undefined,
        lower: isProcessLifetime(fn),
        message: `\`${g.goroutine.textOf(send)}\` waits for ever when the caller does not receive ${single ? 'the value' : 'everything'}. ${single ? `Give \`${name}\` room for it.` : 'Take a context, and select on it here.'}`,
        witness: [
          {
            ...fn.place(g.made),
            message: `\`${name}\` is made ${g.room > 0 ? `with room for ${g.room}` : 'without room'}, and returned`,
          },
          ...(leavesEarly
            ? [{ ...leavesEarly.function.place(leavesEarly.node), message: 'this caller may stop receiving here' }]
            : []),
          ...g.sends.map((s, i) => ({
            ...g.goroutine.place(s),
            message: i === 0 ? 'the send waits for ever' : 'so does this one',
            goroutine: 'the goroutine',
          })),
        ],
        fixes: single ? roomForOne(g) : [],
      });
    }
  },
};

/** Others may call it, who are not in sight. */
const isExported = (fn: FunctionUnit): boolean =>
  fn.syntax.kind === 'FuncDecl' && /^\p{Lu}/u.test(fn.syntax.name.name) && !fn.package.isCommand && !fn.file.isTest;

const isSingle = (g: Generator): boolean =>
  g.room === 0 && !g.isNested && g.sends.every((s) => !loopAround(g.goroutine, s)) && areExclusive(g, g.sends);

/** At most one of the sends can be the last thing that happens: each is followed by the end of the function or a return. */
function areExclusive(g: Generator, sends: readonly SendStmt[]): boolean {
  return sends.length === 1 || sends.every((s) => endsThere(g, s));
}

function endsThere(g: Generator, send: SendStmt): boolean {
  const block = g.goroutine.cfg.blocks.find((b) => b.items.some((i) => i.node === send));
  const after = block?.items.slice(block.items.findIndex((i) => i.node === send) + 1) ?? [];
  return block?.exit === 'return' || after.some((i) => i.kind === 'return');
}

function roomForOne(g: Generator): Fix[] {
  const [type] = g.made.args;
  if (!type) return [];
  const text = `make(${g.owner.textOf(type)}, 1)`;
  return preferred(`Give ${g.channel.name} room for 1`, replace(g.owner, g.made, text));
}
