import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { Rule } from '../engine/rule.ts';
import { rangeOf } from './diagnostics.ts';
import { readable } from './names.ts';
import type { FileResult } from './results.ts';

/** Why, step by step: what the diagnostic's own message, which the editor shows above it, has no room for. */
export function hover(
  result: FileResult,
  position: Position,
  rules: ReadonlyMap<string, Rule>,
  resultOf: (file: string) => FileResult | undefined,
): Hover | undefined {
  const at = result.lines.offsetOf(position);
  const found = result.findings.filter((f) => f.start <= at && at <= f.end);
  const [first] = found;
  if (!first) return undefined;
  const parts = found.flatMap((f) => {
    const meta = rules.get(f.rule)?.meta;
    return meta ? [`**${meta.title}** (\`${f.rule}\`)`, steps(f, resultOf), meta.why, meta.fix] : [];
  });
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.filter((p) => p !== '').join('\n\n') },
    range: rangeOf(first, result.lines),
  };
}

function steps(f: FileResult['findings'][number], resultOf: (file: string) => FileResult | undefined): string {
  return f.witness
    .map((step, i) => {
      const line = (resultOf(step.file)?.lines.lineOf(step.start) ?? 0) + 1;
      const where = step.file === f.file ? `line ${line}` : `${readable(step.file).split(/[\\/]/).pop()}:${line}`;
      const who = step.goroutine === undefined ? '' : `_${step.goroutine}_: `;
      return `${i + 1}. ${who}${step.message} (${where})`;
    })
    .join('\n');
}
