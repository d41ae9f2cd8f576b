import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** What belongs to one view of a package, and is another object after every edit. */
const ofViews = /\b(FunctionUnit|PackageView|JoinedPackage|Callee|CallSite|Use|Cfg|Block|Program|Code)\b/;
const cache = /^(?:export )?(?:const|let) \w+(?:: [^=]+)? = new (?:WeakMap|Map|WeakSet|Set|Aging)(?:<([^(]*)>)?\(/gm;

/** Caches of modules in a text whose keys or values belong to a view, or do not tell what they hold. */
const wrongIn = (text: string): string[] =>
  [...text.matchAll(cache)]
    .filter(([line, types]) => (types === undefined ? line.endsWith('new WeakMap(') : ofViews.test(types)))
    .map(([line]) => line);

it('no module keeps what belongs to a view: that is what `remembered` and `perView` are for', () => {
  const files = globSync(['server/engine/**/*.ts', 'server/rules/*.ts'], { cwd: root });
  expect(files.length).toBeGreaterThan(150);
  const wrong = files.flatMap((f) => wrongIn(readFileSync(path.join(root, f), 'utf8')).map((line) => `${f}: ${line}`));
  expect(wrong).toEqual([]);
});

it('would be seen', () => {
  expect(wrongIn('const known = new WeakMap<FunctionUnit, Ending>();\n')).toHaveLength(1);
  expect(wrongIn('export const all = new Map<Decl, PackageView>();\n')).toHaveLength(1);
  expect(wrongIn('const some = new WeakMap();\n')).toHaveLength(1);
  expect(wrongIn('const words = new WeakMap<Decl, Uint32Array>();\n')).toHaveLength(0);
});
