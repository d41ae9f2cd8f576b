import { describe, expect, test } from 'vitest';
import { type Leak, leaksOf } from '../../server/engine/model/leaks.ts';
import { nameOf, systemsOf } from '../../server/engine/model/systems.ts';
import { type World, Worlds } from '../../server/engine/model/worlds.ts';
import type { FunctionUnit, PackageView } from '../../server/engine/package/view.ts';
import { fixtureRules, fixturesOf } from '../rules/fixtures.ts';
import { packagesOf } from '../rules/harness.ts';
import { replay } from './replay.ts';

// A witness is a promise: what it tells can happen, in this order, and who is blocked in the end stays so.
const fixtures = fixtureRules().flatMap(fixturesOf);
const found = new Map<string, number>();

describe('every run that the model tells about the fixtures is a run', () => {
  test.each(fixtures.map((f) => [`${f.rule}/${f.name}`, f] as const))('%s', async (name, fixture) => {
    for (const pkg of await packagesOf(fixture.files)) {
      const leaks = leaksOf(pkg);
      found.set(name, (found.get(name) ?? 0) + leaks.length);
      for (const leak of leaks) {
        const root = rootOf(pkg, leak);
        const world = root && worldOf(pkg, leak, root);
        if (!world) throw new Error(`${leak.message}: there is a run and no code`);
        const wrong = replay(world, root, leak.witness);
        expect(wrong, `${leak.rule}: ${leak.message}`).toBeUndefined();
        for (const step of leak.witness) {
          const quoted = /`([^`]*)`/.exec(step.message)?.[1]?.replace(/…$/, '');
          const file = pkg.files.find((f) => f.name === step.file);
          const there = file?.text.slice(step.start, step.end).replace(/\s+/g, ' ');
          if (quoted !== undefined) expect(there).toContain(quoted);
        }
      }
    }
  });

  test('and there are many', () => {
    const total = [...found.values()].reduce((a, b) => a + b, 0);
    expect(total).toBeGreaterThan(50);
  });
});

function worldOf(pkg: PackageView, leak: Leak, root: FunctionUnit): World | undefined {
  if (leak.system === undefined) return new Worlds(pkg).of(root);
  const system = systemsOf(root).find((s) => nameOf(s) === leak.system);
  return system && new Worlds(pkg).ofSystem(system);
}

function rootOf(pkg: PackageView, { root }: Leak): FunctionUnit | undefined {
  return pkg.functions.find((f) => {
    const place = f.place(f.syntax);
    return place.file === root.file && place.start === root.start && !f.outer;
  });
}

test('a step that cannot happen is noticed', async () => {
  const fixture = fixturesOf('more-sends-than-capacity').find((f) => f.isBad);
  const [pkg] = await packagesOf(fixture?.files ?? new Map());
  const [leak] = pkg ? leaksOf(pkg) : [];
  const root = pkg && leak && rootOf(pkg, leak);
  const world = root && new Worlds(pkg).of(root);
  if (!leak || !world) throw new Error('there is no leak');
  const { witness } = leak;
  const run = (steps: typeof witness): string | undefined => replay(world, root, steps);
  expect(run(witness)).toBeUndefined();
  const [first, second] = witness;
  if (!first || !second) throw new Error('the witness is too short');
  expect(run([second, first, ...witness.slice(2)])).toMatch(/no run goes on with step 1/);
  expect(run([...witness.slice(0, 2), ...witness.slice(3)])).toMatch(/no run goes on/);
  const freed = witness.findIndex((s) => s.message.includes('is sent'));
  expect(run([...witness.slice(0, freed), { ...(witness[freed] as typeof first), isBlocked: true }])).toMatch(
    /not everybody/,
  );
});
