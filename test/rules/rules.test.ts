import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Rule } from '../../server/engine/rule.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { type Fixture, fixtureRules, fixturesOf } from './fixtures.ts';
import { type CheckedFile, check, fixed } from './harness.ts';
import { disagreements } from './judge.ts';

test('every folder of fixtures belongs to a rule', () => {
  expect(fixtureRules()).toEqual(rules.map((r) => r.meta.id).sort());
});

describe.each(rules.map((rule) => [rule.meta.id, rule] as const))('%s', (id, rule) => {
  const fixtures = fixturesOf(id);
  const bad = fixtures.filter((f) => f.isBad);

  test('has bad and good fixtures, and goldens where it offers fixes', () => {
    expect(bad).not.toEqual([]);
    expect(fixtures.filter((f) => !f.isBad)).not.toEqual([]);
    const source = readFileSync(new URL(`../../server/rules/${id}.ts`, import.meta.url), 'utf8');
    const goldens = bad.flatMap((f) => [...f.files.keys()].filter((file) => existsSync(golden(f, file, 1))));
    expect(goldens.length > 0).toBe(/\bfixes\b/.test(source));
  });

  test.each(bad.map((f) => [f.name, f] as const))('%s', async (_, fixture) => {
    const checked = await check(fixture.files, [rule]);
    expect(checked.flatMap((c) => disagreements(c.source, c.findings))).toEqual([]);
    expect(checked.flatMap((c) => c.findings).length).toBeGreaterThan(0);
    for (const c of checked) expectSound(c);
    await expectFixed(fixture, checked, rule);
  });

  test.each(fixtures.filter((f) => !f.isBad).map((f) => [f.name, f] as const))('%s', async (_, fixture) => {
    const checked = await check(fixture.files, [rule]);
    expect(checked.flatMap((c) => disagreements(c.source, c.findings))).toEqual([]);
    // Nothing is expected in a near miss, and nothing is found.
    expect(checked.flatMap((c) => c.findings)).toEqual([]);
    for (const c of checked) expect(c.source.hasErrors, c.name).toBe(false);
  });
});

/** The golden file of the n-th fix: `bad.go.golden`, `bad.go.2.golden`. */
const golden = (fixture: Fixture, file: string, n: number): string =>
  `${fixture.pathOf(file)}${n === 1 ? '' : `.${n}`}.golden`;

/** What holds for every finding: it reads as sentences, leads somewhere, and points into its file. */
function expectSound({ source, findings }: CheckedFile): void {
  expect(source.hasErrors, source.name).toBe(false);
  for (const f of findings) {
    expect(f.message).toMatch(/^[`A-Z][^\n]*\.$/);
    expect(f.witness.length, f.message).toBeGreaterThan(0);
    for (const place of [f, ...f.witness]) {
      expect(place.start).toBeLessThan(place.end);
      expect(place.end).toBeLessThanOrEqual(source.text.length);
    }
    // Fix-all takes the first fix or none.
    expect(f.fixes.slice(1).some((x) => x.isPreferred)).toBe(false);
  }
}

/** The goldens hold, still parse, and what had a fix is not found in them again. */
async function expectFixed(fixture: Fixture, checked: readonly CheckedFile[], rule: Rule): Promise<void> {
  const findings = checked.flatMap((c) => c.findings);
  const most = Math.max(...findings.map((f) => f.fixes.length));
  for (let n = 1; n <= most; n++) {
    const texts = fixed(checked, n);
    for (const [file, text] of texts) {
      const at = golden(fixture, file, n);
      const isKnown = existsSync(at);
      await expect(text).toMatchFileSnapshot(at);
      expect(isKnown, `${at} was missing and has been written: read it`).toBe(true);
    }
    const again = await check(new Map([...fixture.files, ...texts]), [rule]);
    expect(again.filter((c) => c.source.hasErrors)).toEqual([]);
    const left = again.flatMap((c) => c.findings.map((f) => f.message)).sort();
    expect(left).toEqual(findings.flatMap((f) => (f.fixes[n - 1] ? [] : [f.message])).sort());
  }
}
