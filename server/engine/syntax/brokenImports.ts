import type { ImportSpec } from './ast.ts';

const spec =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?:(?<name>[\p{L}_][\p{L}\p{N}_]*|\.)[ \t]+)?(?:"(?<path>[^"\n]*)"|`(?<raw>[^`\n]*)`)/gu;

/**
 * The imports of a declaration in which something is wrong: every one that is whole, on its own line. What the grammar
 * recovers may take a quote without its partner for one that ends on the next line. Offsets count from the text's start.
 */
export function brokenImports(text: string): ImportSpec[] {
  return [...text.slice('import'.length).matchAll(spec)].flatMap((m) => {
    const path = m.groups?.path ?? m.groups?.raw;
    const start = 'import'.length + m.index;
    return path === undefined ? [] : [{ name: m.groups?.name, path, start, end: start + m[0].length }];
  });
}
