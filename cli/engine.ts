import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createKnowledge } from '../server/engine/package/knowledge.ts';
import { standardLibrary } from '../server/engine/package/standardLibrary.ts';
import type { Rule } from '../server/engine/rule.ts';
import { createAnalyser } from '../server/engine/runner.ts';
import { createParser } from '../server/engine/syntax/parser.ts';
import { Checker } from '../server/engine/workspace/checker.ts';
import type { FileHost } from '../server/engine/workspace/host.ts';
import { SurroundingsFinder } from '../server/engine/workspace/surroundings.ts';
import { rules } from '../server/rules/index.generated.ts';

/** The engine with the local file system under it. The wasm files lie beside the program. */
export async function createChecker(
  host: FileHost,
  chosen: readonly Rule[],
  log: (message: string) => void,
  surroundings: SurroundingsFinder = createSurroundings(host),
): Promise<Checker> {
  const [runtime, grammar] = await Promise.all(
    ['web-tree-sitter.wasm', 'tree-sitter-go.wasm'].map((f) => readFile(path.join(__dirname, f))),
  );
  if (!runtime || !grammar) throw new Error('the wasm files of the parser are missing: install leaklens again');
  return new Checker({
    host,
    parser: await createParser({ runtime, grammar }),
    knowledge: createKnowledge(standardLibrary),
    analyser: createAnalyser({ rules: chosen, log }),
    surroundings,
  });
}

export const createSurroundings = (host: FileHost): SurroundingsFinder =>
  new SurroundingsFinder(host, new Set(rules.map((r) => r.meta.id)));
