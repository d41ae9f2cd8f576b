import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../server/rules/index.generated.ts';

const ruleFolder = new URL('../../server/rules/', import.meta.url);

test('the index holds every rule, once', () => {
  const files = readdirSync(ruleFolder).filter((f) => f.endsWith('.ts') && f !== 'index.generated.ts');
  expect(rules.map((r) => `${r.meta.id}.ts`)).toEqual(files.sort());
});

describe.each(rules.map((r) => [r.meta.id, r] as const))('%s', (id, rule) => {
  const { meta } = rule;

  test('asks a question', () => {
    expect(rule.checkFunction ?? rule.checkPackage).toBeTypeOf('function');
  });

  test('says what it finds, why that is a leak and what to do', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(meta.title).toMatch(/^\S.*[^.\s]$/);
    for (const text of [meta.summary, meta.why, meta.fix]) expect(text).toMatch(/^\S[^\n]*\.$/);
    expect(meta.summary).not.toMatch(/\. /);
  });

  test('says what it keeps silent about, and where to read on', () => {
    expect(meta.silentAbout).not.toEqual([]);
    for (const line of meta.silentAbout) expect(line).toMatch(/^[^\n]*[^.\s]$/);
    expect(meta.links).not.toEqual([]);
    for (const link of meta.links) expect(new URL(link).protocol).toBe('https:');
  });

  test('has its page', () => {
    const page = readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8');
    for (const text of [meta.title, meta.summary, meta.why, meta.fix, ...meta.silentAbout])
      expect(page).toContain(text);
  });
});
