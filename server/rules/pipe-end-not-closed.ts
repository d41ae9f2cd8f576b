import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { violations } from '../engine/flow/obligations.ts';
import { comesTooLate, isOtherEndInUse, leftInGoroutines, reader, writer } from '../engine/flow/pipes.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { Rule } from '../engine/rule.ts';

const ends = [
  { end: writer, other: 'reads', effect: 'waits for more for ever' },
  { end: reader, other: 'writes', effect: 'waits at its next write for ever' },
] as const;

export const rule: Rule = {
  meta: {
    id: 'pipe-end-not-closed',
    title: 'End of a pipe not closed',
    group: 'resources',
    level: 'warning',
    summary:
      'A path leaves the function, or the goroutine that works with it, without closing an end of an `io.Pipe` that nobody else has.',
    why: 'An `io.Pipe` has no buffer: a read waits for a write or for the writer to be closed, a write for a read or for the reader to be closed. A goroutine at the other end waits for ever when this end is dropped open.',
    fix: 'Put `defer pw.Close()` right after the pipe was made, in whoever writes, or `pw.CloseWithError(err)` on every path; close the reader where the reading ends early.',
    silentAbout: [
      'an end that is returned, stored, or handed to a goroutine or to a callee that may close it',
      'an end of which nothing is used',
      'a pipe whose other end is closed: that frees both sides',
      'a path on which writing to the end, or reading from it, has failed: the other side has closed it then',
    ],
    links: ['https://pkg.go.dev/io#Pipe'],
  },
  checkFunction(fn, report) {
    for (const { end, other, effect } of ends) {
      for (const v of violations(fn, end)) {
        if (!isOtherEndInUse(fn, v)) continue;
        const name = v.ident.name;
        const call = `${name}.Close()`;
        const isTooLate = comesTooLate(fn, v);
        report({
          function: fn,
          place: fn.place(v.ident),
          message: `The ${end.what} \`${name}\` of the pipe is not closed on every path: whoever ${other} at the other end ${effect}. ${isTooLate ? `Call \`${call}\` where the goroutine that works with it ends.` : releaseAdvice(fn, v, end, call, 'right after this line')}`,
          witness: [
            { ...fn.place(v.call), message: 'a pipe is made' },
            ...tellPath(fn, v.path, `the function returns; \`${call}\` was not called`),
          ],
          fixes: isTooLate ? [] : releaseFix(fn, v, end, call, deferAfterErrorCheck(fn, v, call)),
        });
      }
      for (const left of leftInGoroutines(fn, end)) {
        const name = left.ident.name;
        const close = `${name}.${end.what === 'writer' ? 'CloseWithError(err)' : 'Close()'}`;
        report({
          function: fn,
          place: fn.place(left.ident),
          message: `The goroutine that has the ${end.what} \`${name}\` of the pipe leaves it open on a path: whoever ${other} at the other end ${effect}. Call \`${close}\` on that path too, or defer the closing.`,
          witness: [
            { ...fn.place(left.call), message: 'a pipe is made' },
            { ...fn.place(left.goroutine.syntax.type), message: `a goroutine starts that alone has \`${name}\`` },
            ...tellPath(left.goroutine, left.path, `the goroutine ends; \`${name}\` is still open`),
          ],
        });
      }
    }
  },
};
