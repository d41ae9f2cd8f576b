import type { Place } from '../engine/finding.ts';
import { lockName } from '../engine/flow/lockEffects.ts';
import { short, tellPath } from '../engine/flow/tell.ts';
import { type WaitUnderLock, waitsUnderLock } from '../engine/flow/waitsUnderLock.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { Node } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'blocked-while-locked',
    title: 'Blocked while a lock is held',
    group: 'locks',
    level: 'warning',
    summary: 'A goroutine waits at a channel, a WaitGroup or a condition with a mutex held that its peer needs first.',
    why: 'The peer that would end the wait stands before the mutex: neither can go on, and everyone who needs the mutex joins them.',
    fix: 'Unlock before waiting, or take from the critical section only what it protects.',
    silentAbout: [
      'a channel with room for the value',
      'peers that do not need the mutex',
      'a select with another way out',
    ],
    links: ['https://go.dev/doc/effective_go#sharing'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'blocked-while-locked', report),
  checkFunction(fn, report) {
    for (const w of waitsUnderLock(fn)) report(problem(fn, w));
  },
};

function problem(fn: FunctionUnit, { lock, path, wait, peer }: WaitUnderLock): Problem {
  const mutex = lockName(lock);
  const text = short(fn.textOf(wait.node));
  const { function: other, node } = peer.signal;
  const goroutine = 'its peer';
  const who = other.outer ? `a goroutine of \`${other.name}\`` : `\`${other.name}\``;
  return {
    function: fn,
    place: fn.place(wait.node),
    message: `\`${text}\` waits with \`${mutex}\` held, and ${who} needs \`${lockName(peer.lock)}\` before it can end the wait: both can block for ever. Unlock before waiting.`,
    witness: [
      { ...fn.place(lock.call), message: `\`${mutex}\` is locked` },
      ...tellPath(fn, path, `\`${text}\` waits with the lock held`),
      ...peer.lock.chain.map((at) => ({
        ...at,
        message: `\`${lockName(peer.lock)}\` is needed here: blocked for ever`,
        goroutine,
      })),
      {
        ...endPlace(other, node),
        message: `and not before that ${node === other.syntax ? 'it ends, and with it' : `\`${short(other.textOf(node))}\` ends`} the wait`,
        goroutine,
      },
    ],
    confidence: [
      wait.what === 'group'
        ? 'the group counts a goroutine that takes the mutex'
        : 'every way to end the wait is known, and comes after the mutex',
    ],
  };
}

/** The signal; of a function whose end it is, the closing brace. */
const endPlace = (fn: FunctionUnit, node: Node): Place =>
  fn.place(node === fn.syntax ? { start: node.end - 1, end: node.end } : node);
