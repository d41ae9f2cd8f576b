import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import type { Place } from '../../server/engine/finding.ts';
import type { PackageFact } from '../../server/engine/package/facts.ts';
import { createKnowledge } from '../../server/engine/package/knowledge.ts';
import { createPackage } from '../../server/engine/package/package.ts';
import { standardLibrary } from '../../server/engine/package/standardLibrary.ts';
import type { PackageView } from '../../server/engine/package/view.ts';
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

it('a rule about a package loses the item at which it throws, a fact the function; each is logged once', () => {
  const log: string[] = [];
  const named: PackageFact<{ readonly name: string; readonly place: Place }> = {
    name: 'names',
    of: (fn) => {
      if (fn.name.startsWith('Worse')) throw new Error('another fault');
      return [{ name: fn.name, place: fn.place(fn.syntax) }];
    },
  };
  const about: Rule = {
    meta: rule('about', false).meta,
    checkPackage(pkg, report, each) {
      each(pkg.collect(named), ({ name, place }) => {
        if (name.startsWith('Bad')) throw new Error('a fault');
        report({ function: undefined, place, message: name });
      });
    },
  };
  const analyser = createAnalyser({ rules: [about], log: (m) => log.push(m) });
  const files = [
    parser.parse('/p/a.go', 'package p\n\nfunc Bad1() {}\n\nfunc Worse1() {}\n\nfunc Good1() {}\n'),
    parser.parse('/p/b.go', 'package p\n\nfunc Worse2() {}\n\nfunc Bad2() {}\n\nfunc Good2() {}\n'),
  ];
  const knowledge = createKnowledge(standardLibrary);
  const view = (): PackageView => createPackage({ path: 'p', files, goVersion: { major: 1, minor: 24 }, knowledge });
  for (const pkg of [view(), view()]) {
    const found = analyser.analyse(pkg, defaultSettings);
    expect([...found.values()].flat().map((f) => f.message)).toEqual(['Good1', 'Good2']);
  }
  expect(log.map((l) => l.split(' failed in ')[0])).toEqual(['rule about', 'fact names']);
});
