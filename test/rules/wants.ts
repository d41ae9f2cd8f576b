import { Lines } from '../../server/engine/lines.ts';
import type { SourceFile } from '../../server/engine/syntax/ast.ts';
import { parseExpectations } from './expectations.ts';

/** What a fixture expects, by line (from 1), and what is wrong with the way it says so. */
export interface Wants {
  readonly byLine: ReadonlyMap<number, readonly RegExp[]>;
  readonly problems: readonly string[];
}

/**
 * Reads the `// want "regexp"` comments of a file as golang.org/x/tools/go/analysis/analysistest does: any comment whose
 * text begins with `want`, or holds `// want` somewhere; expectations of a later comment for the same line replace those
 * of an earlier one.
 */
export function readWants(file: SourceFile): Wants {
  const lines = new Lines(file.text);
  const byLine = new Map<number, readonly RegExp[]>();
  const problems: string[] = [];
  for (const comment of file.comments) {
    const rest = wanted(comment.text);
    if (rest === undefined) continue;
    const line = lines.lineOf(comment.start) + 1;
    const read = parseExpectations(rest);
    if (typeof read === 'string') problems.push(`${file.name}:${line}: in 'want' comment: ${read}`);
    else if (read.patterns.length > 0) byLine.set(line + read.lineDelta, read.patterns);
  }
  return { byLine, problems };
}

/** The text after `want`; undefined for other comments. */
function wanted(comment: string): string | undefined {
  let text = comment.startsWith('//') ? comment.slice(2) : comment.replace(/^\/\*/, '').replace(/\*\/$/, '');
  const inside = text.indexOf('// want');
  if (inside >= 0) text = text.slice(inside + '// '.length);
  text = text.trim();
  return text.startsWith('want') ? text.slice('want'.length) : undefined;
}
