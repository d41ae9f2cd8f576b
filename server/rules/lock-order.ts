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
      'an order that only tests take',
    ],
    links: ['https://pkg.go.dev/sync#Mutex'],
  },
  checkPackage: (pkg, report, each) => {
    each(opposites(pkg.collect(nestedByFunction)), ([b, a]) => {
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

/** For every two mutexes that are taken in both orders the shortest ways to do so, in the order of the source. */
function opposites(nested: readonly NestedLock[]): [NestedLock, NestedLock][] {
  const groups = new Map<string, NestedLock[]>();
  for (const n of nested) {
    if (n.outer.kind === undefined || n.inner.kind === undefined || n.outer.kind === n.inner.kind) continue;
    const key = [n.outer.kind, n.inner.kind].sort().join(' ');
    groups.set(key, [...(groups.get(key) ?? []), n]);
  }
  const guards = guardsOf(nested);
  return [...groups.values()].flatMap((group) => {
    let best: [NestedLock, NestedLock] | undefined;
    for (const [i, a] of group.entries())
      for (const b of group.slice(0, i))
        if ((!best || length(a, b) < length(...best)) && areOpposite(a, b) && !haveGuard(guards, a, b)) best = [b, a];
    return best ? [best] : [];
  });
}

const length = (a: NestedLock, b: NestedLock): number => a.chain.length + b.chain.length;

/** The same two mutexes, by field or variable, in opposite orders, not both as readers, and not one of them in a test only. */
function areOpposite(a: NestedLock, b: NestedLock): boolean {
  if (a.isTest || b.isTest || a.isOfTests !== b.isOfTests) return false;
  if (a.outer.kind !== b.inner.kind || a.inner.kind !== b.outer.kind) return false;
  const reads = (x: LockFact, y: LockFact): boolean => x.what === 'RLock' && y.what === 'RLock';
  return !reads(a.outer, b.inner) && !reads(a.inner, b.outer);
}

type Guards = (n: NestedLock) => ReadonlySet<string>;

/** The other mutexes that are held around a step. */
function guardsOf(nested: readonly NestedLock[]): Guards {
  const stepOf = (n: NestedLock): string => `${n.within.file} ${n.within.start} ${n.step}`;
  const held = new Map<string, Set<string>>();
  for (const n of nested) {
    const kinds = held.get(stepOf(n)) ?? new Set();
    if (n.outer.kind !== undefined) kinds.add(n.outer.kind);
    held.set(stepOf(n), kinds);
  }
  return (n) => new Set([...(held.get(stepOf(n)) ?? [])].filter((k) => k !== n.outer.kind));
}

/** A third mutex that is held around both keeps the two from meeting. */
function haveGuard(guards: Guards, a: NestedLock, b: NestedLock): boolean {
  const ofA = guards(a);
  return [...guards(b)].some((k) => ofA.has(k));
}
