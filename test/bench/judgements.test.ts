import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCsv } from '../../scripts/lib/csv.mjs';
import { rules } from '../../server/rules/index.generated.ts';

const read = (name: string) => parseCsv(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8'));
const ids = new Set(rules.map((r) => r.meta.id));

test('rows are read by name, with quoted commas, quotes and line ends', () => {
  expect(parseCsv('a,b\n1,"x, ""y""\nz"\r\n2,\n')).toEqual([
    { a: '1', b: 'x, "y"\nz' },
    { a: '2', b: '' },
  ]);
});

test('every judgement names a rule, a place and a reason, and none is given twice', () => {
  const judged = read('noise.csv');
  for (const j of judged) {
    expect(ids, JSON.stringify(j)).toContain(j.rule);
    expect(j.verdict).toMatch(/^(true|harmless|false)$/);
    expect(j.version).toMatch(/^[0-9a-f]{12}$/);
    expect(Number(j.line)).toBeGreaterThan(0);
    expect(j.why?.length ?? 0).toBeGreaterThan(10);
  }
  const places = judged.map((j) => `${j.project} ${j.version} ${j.file} ${j.line} ${j.rule}`);
  expect(new Set(places).size).toBe(places.length);
});

test('every kernel that is not found has a sentence', () => {
  for (const k of read('kernels.csv')) expect(k.why, k.kernel).toMatch(/^[A-Z].{20,}\.$/);
});
