import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createPackage } from '../../../server/engine/package/package.ts';
import { knowledge, parser } from '../twoWays.ts';
import { compareConstants, compareNames, compareTypes, type GoAnswers, goSyntax, syntaxOf } from './compare.ts';

// What go/parser and go/types say of sample/, kept. Made anew by: go run answers.go sample sample > answers.json
const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const answers = JSON.parse(here('answers.json')) as Record<string, GoAnswers>;
const files = Object.keys(answers).map((name) => parser.parse(name, here(`sample/${name}`)));
const pkg = createPackage({ path: 'sample', files, goVersion: { major: 1, minor: 26 }, knowledge });

it.each(pkg.files.map((f) => [f.name, f] as const))('%s is read as Go reads it', (name, file) => {
  const go = answers[name] as GoAnswers;
  expect(syntaxOf(file)).toEqual(goSyntax(go));
  const names = compareNames(pkg, file, go);
  expect(names).toMatchObject({ different: [], silent: [] });
  const types = compareTypes(pkg, file, go);
  expect(types.different).toEqual([]);
  // What the engine does not know, and keeps silent about.
  expect(types.silent.map((d) => `${d.text}: ${d.go}`)).toMatchInlineSnapshot(`
    [
      "len: invalid type",
      "atomic.Pointer: sync/atomic.Pointer",
      "len: func([]E) int",
      "new: func(E) *E",
      "e: E",
      "append: func([]E, ...E) []E",
      "e: E",
      "sync.Mutex: sync.Mutex",
      "net.Addr: net.Addr",
      "net.Conn: net.Conn",
      "{1, 2}: struct{x int; y int}",
      "{x: small, y: large}: struct{x int; y int}",
      "large: int",
      "len: func([]error) int",
      "new: func(sample.server) *sample.server",
      "context.Context: context.Context",
      "len: func([]int) int",
      "iter.Seq2: iter.Seq2",
    ]
  `);
  expect(compareConstants(pkg, file, go).different).toEqual([]);
  expect(Math.min(names.equal, types.equal)).toBeGreaterThan(100);
});
