import { readFileSync } from 'node:fs';
import { createKnowledge } from '../../../server/engine/package/knowledge.ts';
import { standardLibrary } from '../../../server/engine/package/standardLibrary.ts';
import { createAnalyser } from '../../../server/engine/runner.ts';
import { createParser } from '../../../server/engine/syntax/parser.ts';
import { rules } from '../../../server/rules/index.generated.ts';

export const wasm = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../node_modules/${name}`, import.meta.url));
export const parser = await createParser({
  runtime: wasm('web-tree-sitter/web-tree-sitter.wasm'),
  grammar: wasm('tree-sitter-go/tree-sitter-go.wasm'),
});
export const knowledge = createKnowledge(standardLibrary);
export const analyser = createAnalyser({ rules, log: (message) => console.error(message) });
export const goVersion = { major: 1, minor: 24 };
