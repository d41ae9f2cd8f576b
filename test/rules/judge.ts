import type { Finding } from '../../server/engine/finding.ts';
import { Lines } from '../../server/engine/lines.ts';
import type { SourceFile } from '../../server/engine/syntax/ast.ts';
import { readWants } from './wants.ts';

/** What does not agree between a file's wants and the findings in it, in analysistest's words; empty when all does. */
export function disagreements(file: SourceFile, findings: readonly Pick<Finding, 'start' | 'message'>[]): string[] {
  const { byLine, problems } = readWants(file);
  const lines = new Lines(file.text);
  const open = new Map([...byLine].map(([line, patterns]) => [line, [...patterns]]));
  const wrong = [...problems];
  for (const finding of findings) {
    const line = lines.lineOf(finding.start) + 1;
    const patterns = open.get(line) ?? [];
    const match = patterns.findIndex((p) => p.test(finding.message));
    if (match >= 0) patterns.splice(match, 1);
    else if (patterns.length === 0) wrong.push(`${file.name}:${line}: unexpected diagnostic: ${finding.message}`);
    else
      wrong.push(
        `${file.name}:${line}: diagnostic "${finding.message}" does not match pattern ${patterns.join(' or ')}`,
      );
  }
  for (const [line, patterns] of open)
    for (const p of patterns) wrong.push(`${file.name}:${line}: no diagnostic was reported matching ${p}`);
  return wrong;
}
