import type { SourceFile } from './syntax/ast.ts';

/**
 * `//leaklens:ignore rule-id[,rule-id] reason` silences rules on its own line, or on the next one when it stands alone;
 * `//leaklens:ignore-file rule-id[,…]` in the whole file. `all` stands for every rule.
 */
export interface Suppressions {
  silences(rule: string, line: number): boolean;
}

const form = /^\/\/\s?leaklens:ignore(-file)?\s+([\w,-]+)/;

export function suppressions(file: SourceFile, lineOf: (offset: number) => number): Suppressions {
  const byLine = new Map<number, Set<string>>();
  const everywhere = new Set<string>();
  for (const c of file.comments) {
    const m = form.exec(c.text);
    if (!m?.[2]) continue;
    const rules = m[2].split(',');
    const line = lineOf(c.start);
    const alone = file.text.slice(file.text.lastIndexOf('\n', c.start - 1) + 1, c.start).trim() === '';
    const into = m[1] ? everywhere : at(byLine, alone ? line + 1 : line);
    for (const r of rules) into.add(r);
  }
  const has = (set: Set<string> | undefined, rule: string): boolean =>
    set !== undefined && (set.has(rule) || set.has('all'));
  return { silences: (rule, line) => has(everywhere, rule) || has(byLine.get(line), rule) };
}

function at(map: Map<number, Set<string>>, line: number): Set<string> {
  let set = map.get(line);
  if (!set) {
    set = new Set();
    map.set(line, set);
  }
  return set;
}
