import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Finding } from '../../server/engine/finding.ts';
import { createKnowledge } from '../../server/engine/package/knowledge.ts';
import { standardLibrary } from '../../server/engine/package/standardLibrary.ts';
import { createAnalyser } from '../../server/engine/runner.ts';
import { createParser } from '../../server/engine/syntax/parser.ts';
import { Checker } from '../../server/engine/workspace/checker.ts';
import { packageFolders } from '../../server/engine/workspace/folders.ts';
import type { FileHost } from '../../server/engine/workspace/host.ts';
import { SurroundingsFinder } from '../../server/engine/workspace/surroundings.ts';
import { rules } from '../../server/rules/index.generated.ts';

const { resolve } = createRequire(import.meta.url);
export const parser = await createParser({
  runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(resolve('tree-sitter-go/tree-sitter-go.wasm')),
});
export const knowledge = createKnowledge(standardLibrary);
/** Every rule, those that are off by default too. A rule that throws fails the test. */
const everyRule = Object.fromEntries(
  rules.flatMap((r) => (r.meta.level === 'off' ? [[r.meta.id, 'warning' as const]] : [])),
);
const analyser = createAnalyser({
  rules,
  log: (message) => {
    throw new Error(message);
  },
});

/** A checker over texts that may change under it. */
export function checkerOf(host: FileHost, remembers: boolean): Checker {
  const surroundings = new SurroundingsFinder(host, new Set(rules.map((r) => r.meta.id)));
  return new Checker({ host, parser, knowledge, analyser, surroundings, remembers });
}

/** All findings of a module, as plain data. */
export async function findingsOf(
  checker: Checker,
  host: FileHost,
  root: string,
): Promise<Record<string, readonly Finding[]>> {
  const all: Record<string, readonly Finding[]> = {};
  for await (const folder of packageFolders(host, root)) {
    const { findings } = await checker.checkFolder(folder, { rules: everyRule, generated: true });
    for (const [file, found] of [...findings].sort(([a], [b]) => (a < b ? -1 : 1))) all[file] = found;
  }
  return all;
}
