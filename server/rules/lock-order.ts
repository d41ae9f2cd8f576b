import { type LockFact, type NestedLock, nestedByFunction } from '../engine/flow/lockFacts.ts';
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
  checkPackage: (pkg, report, each) => {
    const nested = pkg.collect(nestedByFunction);
    each(nested.entries(), ([i, a]) => {
      const b = nested.slice(0, i).find((other) => areOpposite(a, other) && !haveGuard(nested, a, other));
      if (!b) return;
      const [first, second] = [a.outer.name, a.inner.name];
      report({
        function: { name: a.function },
        place: a.inner.place,
        message: `\`${second}\` is locked while \`${first}\` is held, and \`${b.function}\` takes them the other way round: the two can wait for each other for ever. Take them in one order everywhere.`,
        witness: [
          { ...a.outer.place, message: `\`${first}\` is locked`, goroutine: 'one goroutine' },
          ...a.chain.map((at) => ({ ...at, message: `and then \`${second}\``, goroutine: 'one goroutine' })),
          { ...b.outer.place, message: `\`${b.outer.name}\` is locked`, goroutine: 'another goroutine' },
          ...b.chain.map((at) => ({
            ...at,
            message: `and then \`${b.inner.name}\`: each waits for the other`,
            goroutine: 'another goroutine',
          })),
        ],
      });
    });
    reportLeaks(pkg, 'lock-order', report);
  },
};

/** The same two mutexes, by field or variable, in opposite orders, and not both as readers. */
function areOpposite(a: NestedLock, b: NestedLock): boolean {
  const isKnown = a.outer.kind !== undefined && a.inner.kind !== undefined && a.outer.kind !== a.inner.kind;
  if (!isKnown || a.outer.kind !== b.inner.kind || a.inner.kind !== b.outer.kind) return false;
  const reads = (x: LockFact, y: LockFact): boolean => x.what === 'RLock' && y.what === 'RLock';
  return !reads(a.outer, b.inner) && !reads(a.inner, b.outer);
}

/** A third mutex that is held around both keeps the two from meeting. */
function haveGuard(all: readonly NestedLock[], a: NestedLock, b: NestedLock): boolean {
  const around = (n: NestedLock): Set<string | undefined> =>
    new Set(all.flatMap((o) => (isSameStep(o, n) && o.outer.kind !== n.outer.kind ? [o.outer.kind] : [])));
  const ofA = around(a);
  return [...around(b)].some((k) => k !== undefined && ofA.has(k));
}

const isSameStep = (a: NestedLock, b: NestedLock): boolean =>
  a.step === b.step && a.within.file === b.within.file && a.within.start === b.within.start;
