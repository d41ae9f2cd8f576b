import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { applyEdits, withoutOverlaps } from '../../server/engine/edits.ts';
import type { Finding, Level, TextEdit } from '../../server/engine/finding.ts';
import { createKnowledge } from '../../server/engine/package/knowledge.ts';
import { standardLibrary } from '../../server/engine/package/standardLibrary.ts';
import type { PackageView } from '../../server/engine/package/view.ts';
import type { Rule } from '../../server/engine/rule.ts';
import { createAnalyser } from '../../server/engine/runner.ts';
import type { SourceFile } from '../../server/engine/syntax/ast.ts';
import { createParser } from '../../server/engine/syntax/parser.ts';
import { Checker } from '../../server/engine/workspace/checker.ts';
import { packageFolders } from '../../server/engine/workspace/folders.ts';
import { SurroundingsFinder } from '../../server/engine/workspace/surroundings.ts';
import { memoryHost } from './memoryHost.ts';

const { resolve } = createRequire(import.meta.url);
const parser = await createParser({
  runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(resolve('tree-sitter-go/tree-sitter-go.wasm')),
});
const knowledge = createKnowledge(standardLibrary);

export interface CheckedFile {
  /** Path inside the module. */
  readonly name: string;
  readonly source: SourceFile;
  /** In the order of the source. */
  readonly findings: readonly Finding[];
}

/** Checks every package of a module that is given as texts by path. A rule that throws fails the test. */
export async function check(files: ReadonlyMap<string, string>, rules: readonly Rule[]): Promise<CheckedFile[]> {
  const host = memoryHost(files, root);
  const checker = new Checker({
    host,
    parser,
    knowledge,
    analyser: createAnalyser({ rules, log: fail }),
    surroundings: new SurroundingsFinder(host, new Set(rules.map((r) => r.meta.id))),
  });
  const checked: CheckedFile[] = [];
  for await (const folder of packageFolders(host, root)) {
    const { files: sources, findings, problems } = await checker.checkFolder(folder, { rules: switchedOn(rules) });
    for (const problem of problems) fail(problem);
    for (const source of sources)
      checked.push({ name: source.name.slice(root.length + 1), source, findings: findings.get(source.name) ?? [] });
  }
  return checked;
}

/** The packages of such a module, for questions to the engine itself. */
export async function packagesOf(files: ReadonlyMap<string, string>): Promise<PackageView[]> {
  const host = memoryHost(files, root);
  const analyser = createAnalyser({ rules: [], log: fail });
  const surroundings = new SurroundingsFinder(host, new Set());
  const checker = new Checker({ host, parser, knowledge, analyser, surroundings });
  const packages: PackageView[] = [];
  for await (const folder of packageFolders(host, root))
    packages.push(...(await checker.checkFolder(folder, {})).packages);
  return packages;
}

/**
 * The texts of the files after the n-th fix (from 1) of every finding that has one; of two that overlap the first counts,
 * as with `--fix`. Files that no fix touches are not among them.
 */
export function fixed(checked: readonly CheckedFile[], n = 1): Map<string, string> {
  const chosen = withoutOverlaps(checked.flatMap((c) => c.findings.flatMap((f) => editsOf(f, n))));
  const texts = new Map<string, string>();
  for (const { name, source } of checked) {
    const edits = chosen.flat().filter((e) => e.file === source.name);
    if (edits.length > 0) texts.set(name, applyEdits(source.text, edits));
  }
  return texts;
}

const root = '/fixture';

function editsOf(f: Finding, n: number): (readonly TextEdit[])[] {
  const fix = f.fixes[n - 1];
  return fix ? [fix.edits] : [];
}

/** Rules that are off by default are shown at work all the same. */
function switchedOn(rules: readonly Rule[]): Record<string, Level> {
  return Object.fromEntries(rules.filter((r) => r.meta.level === 'off').map((r) => [r.meta.id, 'warning']));
}

function fail(message: string): never {
  throw new Error(message);
}
