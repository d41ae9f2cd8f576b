import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the fixtures, with a slash at its end. */
export const fixtureRoot = fileURLToPath(new URL('./', import.meta.url));

/**
 * One case of a rule: a Go file on its own, or a folder with a small module (packages of several files, a go.mod, a
 * leaklens.json). `bad*` says with wants what must be found; `good*` are near misses, in which the rule is silent.
 */
export interface Fixture {
  readonly rule: string;
  /** `bad.go`, `good_helpers`. */
  readonly name: string;
  readonly isBad: boolean;
  /** Texts by path inside the module. */
  readonly files: ReadonlyMap<string, string>;
  /** Where golden files lie: the path on disk of a file of the module. */
  pathOf(file: string): string;
}

/** A single file is checked as a package of this module, unless a go.mod lies beside it. */
export const defaultGoMod = 'module example.com/fixture\n\ngo 1.24\n';

export function fixtureRules(): string[] {
  return readdirSync(fixtureRoot)
    .filter((name) => name !== 'modules' && statSync(fixtureRoot + name).isDirectory())
    .sort();
}

export function fixturesOf(rule: string): Fixture[] {
  const folder = `${fixtureRoot}${rule}/`;
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^(bad|good)/.test(name) && !name.endsWith('.golden'));
  return names.sort().map((name) => (name.endsWith('.go') ? single(rule, name) : whole(rule, name)));
}

function single(rule: string, name: string): Fixture {
  const folder = `${fixtureRoot}${rule}/`;
  const goMod = existsSync(`${folder}go.mod`) ? readFileSync(`${folder}go.mod`, 'utf8') : defaultGoMod;
  const files = new Map([
    ['go.mod', goMod],
    [name, readFileSync(folder + name, 'utf8')],
  ]);
  return { rule, name, isBad: name.startsWith('bad'), files, pathOf: (file) => folder + file };
}

function whole(rule: string, name: string): Fixture {
  const folder = `${fixtureRoot}${rule}/${name}/`;
  const files = new Map([['go.mod', defaultGoMod]]);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = entry.replaceAll('\\', '/');
    if (/\.(go|mod|json)$/.test(file)) files.set(file, readFileSync(folder + file, 'utf8'));
  }
  return { rule, name, isBad: name.startsWith('bad'), files, pathOf: (file) => folder + file };
}
