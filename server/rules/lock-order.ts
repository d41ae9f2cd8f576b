import type { Place } from '../engine/finding.ts';
import { type Nested, nestedLocks } from '../engine/flow/heldLocks.ts';
import { type LockEffect, lockName } from '../engine/flow/lockEffects.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'lock-order',
    title: 'Locks taken in different orders',
    group: 'locks',
    level: 'information',
    summary: 'Two goroutines take the same two mutexes in opposite orders, and each waits for the other.',
    why: 'Each holds the mutex that the other one wants. Neither can go on, nor can anyone who needs one of the two.',
    fix: 'Take them in one order everywhere, or hold only one at a time.',
    silentAbout: [
      'two values of one type: which is first cannot be told',
      'orders that a third mutex keeps apart',
      'two readers',
    ],
    links: ['https://pkg.go.dev/sync#Mutex'],
  },
  checkPackage: (pkg, report) => {
    const told = new Set<string>();
    const nested = pkg.functions.flatMap((fn) => nestedLocks(fn)).filter((n) => !n.isSame);
    for (const [i, a] of nested.entries()) {
      const b = nested.slice(0, i).find((other) => areOpposite(a, other) && !haveGuard(nested, a, other));
      if (!b) continue;
      for (const at of [...a.inner.chain, ...b.inner.chain]) told.add(key(at));
      const [first, second] = [lockName(a.outer), lockName(a.inner)];
      report({
        function: a.function,
        place: a.function.place(a.inner.call),
        message: `\`${second}\` is locked while \`${first}\` is held, and \`${b.function.name}\` takes them the other way round: the two can wait for each other for ever. Take them in one order everywhere.`,
        witness: [
          { ...a.function.place(a.outer.call), message: `\`${first}\` is locked`, goroutine: 'one goroutine' },
          ...a.inner.chain.map((at) => ({ ...at, message: `and then \`${second}\``, goroutine: 'one goroutine' })),
          {
            ...b.function.place(b.outer.call),
            message: `\`${lockName(b.outer)}\` is locked`,
            goroutine: 'another goroutine',
          },
          ...b.inner.chain.map((at) => ({
            ...at,
            message: `and then \`${lockName(b.inner)}\`: each waits for the other`,
            goroutine: 'another goroutine',
          })),
        ],
      });
    }
    reportLeaks(pkg, 'lock-order', report, (at) => told.has(key(at)));
  },
};

const key = (at: Place): string => `${at.file}:${at.start}`;

/** The same two mutexes, by field or variable, in opposite orders, and not both as readers. */
function areOpposite(a: Nested, b: Nested): boolean {
  const isKnown = a.outer.kind !== undefined && a.inner.kind !== undefined && a.outer.kind !== a.inner.kind;
  if (!isKnown || a.outer.kind !== b.inner.kind || a.inner.kind !== b.outer.kind) return false;
  const reads = (x: LockEffect, y: LockEffect): boolean => x.what === 'RLock' && y.what === 'RLock';
  return !reads(a.outer, b.inner) && !reads(a.inner, b.outer);
}

/** A third mutex that is held around both keeps the two from meeting. */
function haveGuard(all: readonly Nested[], a: Nested, b: Nested): boolean {
  const around = (n: Nested): Set<unknown> =>
    new Set(all.flatMap((o) => (o.inner.item === n.inner.item && o.outer.kind !== n.outer.kind ? [o.outer.kind] : [])));
  const ofA = around(a);
  return [...around(b)].some((k) => k !== undefined && ofA.has(k));
}
