import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Lines } from '../../server/engine/lines.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { type Fixture, fixtureRules, fixturesOf } from './fixtures.ts';
import { check } from './harness.ts';

// A rule that begins to speak about another rule's fixtures, or about what a fix leaves behind, is seen here.
test('all rules on all fixtures and goldens', async () => {
  const lines: string[] = [];
  for (const fixture of fixtureRules().flatMap(fixturesOf)) {
    lines.push(...(await told(fixture, '')));
    const golden = goldenOf(fixture);
    if (golden) lines.push(...(await told(golden, '.golden')));
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('all.snap');
});

async function told(fixture: Fixture, suffix: string): Promise<string[]> {
  const checked = await check(fixture.files, rules);
  const folder = fixture.name.endsWith('.go') ? fixture.rule : `${fixture.rule}/${fixture.name}`;
  return checked.flatMap(({ name, source, findings }) => {
    const lines = new Lines(source.text);
    return findings.map(
      (f) => `${folder}/${name}${suffix}:${lines.lineOf(f.start) + 1}: [${f.rule}] ${f.severity}: ${f.message}`,
    );
  });
}

/** The fixture as its golden files have it. */
function goldenOf(fixture: Fixture): Fixture | undefined {
  const files = new Map(fixture.files);
  const known = [...files.keys()].filter((file) => existsSync(`${fixture.pathOf(file)}.golden`));
  for (const file of known) files.set(file, readFileSync(`${fixture.pathOf(file)}.golden`, 'utf8'));
  return known.length > 0 ? { ...fixture, files } : undefined;
}
