import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { createKnowledge } from '../../server/engine/package/knowledge.ts';
import { createPackage } from '../../server/engine/package/package.ts';
import { standardLibrary } from '../../server/engine/package/standardLibrary.ts';
import type { Rule } from '../../server/engine/rule.ts';
import { createAnalyser } from '../../server/engine/runner.ts';
import { defaultSettings } from '../../server/engine/settings.ts';
import { createParser } from '../../server/engine/syntax/parser.ts';

const { resolve } = createRequire(import.meta.url);
const parser = await createParser({
  runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(resolve('tree-sitter-go/tree-sitter-go.wasm')),
});

/** Reports every function; throws at those named Bad. */
const rule = (id: string, throws: boolean): Rule => ({
  meta: {
    id,
    title: '',
    group: 'goroutines',
    level: 'warning',
    summary: '',
    why: '',
    fix: '',
    silentAbout: [],
    links: [],
  },
  checkFunction(fn, report) {
    if (throws && fn.name.startsWith('Bad')) throw new Error('a fault');
    report({ function: fn, place: fn.place(fn.syntax), message: fn.name });
  },
});

it('a rule that throws loses what it finds there only, and is logged once', () => {
  const log: string[] = [];
  const analyser = createAnalyser({ rules: [rule('faulty', true), rule('sound', false)], log: (m) => log.push(m) });
  const files = [
    parser.parse('/p/a.go', 'package p\n\nfunc Bad1() {}\n\nfunc Bad2() {}\n'),
    parser.parse('/p/b.go', 'package p\n\nfunc Good() {}\n'),
  ];
  const knowledge = createKnowledge(standardLibrary);
  const pkg = createPackage({ path: 'p', files, goVersion: { major: 1, minor: 24 }, knowledge });
  const found = analyser.analyse(pkg, defaultSettings);
  const of = (file: string): string[] => (found.get(file) ?? []).map((f) => `${f.rule} ${f.message}`);
  expect(of('/p/a.go')).toEqual(['sound Bad1', 'sound Bad2']);
  expect(of('/p/b.go')).toEqual(['faulty Good', 'sound Good']);
  expect(log).toHaveLength(1);
  expect(log[0]).toContain('faulty');
});
