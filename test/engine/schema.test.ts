import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { readSettings } from '../../server/engine/settings.ts';
import { rules } from '../../server/rules/index.generated.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { $schema: _, ...schema } = JSON.parse(read('schemas/leaklens.schema.json')) as Record<string, unknown>;
const valid = new Ajv({ strict: false }).compile(schema);
const known = new Set(rules.map((r) => r.meta.id));

it.each([
  ['the demo’s own', read('demo/leaklens.json'), true],
  ['nothing', '{}', true],
  ['all that there is', '{"rules": {"defer-lock": "warning"}, "tests": false, "generated": true}', true],
  ['an unknown rule', '{"rules": {"no-such-rule": "warning"}}', false],
  ['a level that is none', '{"rules": {"defer-lock": "loud"}}', false],
  ['an unknown key', '{"rulez": {}}', false],
  ['a word for a switch', '{"tests": "no"}', false],
])('%s: the schema and the program agree', (_, text, isRight) => {
  expect(valid(JSON.parse(text))).toBe(isRight);
  expect(readSettings(text, known).problems.length === 0).toBe(isRight);
});
