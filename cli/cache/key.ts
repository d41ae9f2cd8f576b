import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FolderInput } from '../../server/engine/workspace/reader.ts';

/**
 * Names the result of a check by all that it depends on: the engine, the rules that were chosen, and what was read.
 * The folder's own path is part of it, for findings name files by it.
 */
export function resultKey(engine: string, rules: readonly string[], input: FolderInput): string {
  const hash = createHash('sha256');
  const { folder, importPath, goVersion, settings, problems, files } = input;
  hash.update(JSON.stringify([engine, rules, folder, importPath, goVersion, sorted(settings), problems, files.length]));
  // Lengths keep one file's end from being another's beginning.
  for (const { name, text } of files) hash.update(`\n${name}\n${text.length}\n`).update(text);
  return hash.digest('hex');
}

/** An engine is its program text: whatever was changed in it, older results are not its own. */
export function engineOf(program: string): string {
  return createHash('sha256').update(readFileSync(program)).digest('hex');
}

const sorted = (settings: FolderInput['settings']): object => ({
  ...settings,
  rules: Object.entries(settings.rules).sort(([a], [b]) => (a < b ? -1 : 1)),
});
