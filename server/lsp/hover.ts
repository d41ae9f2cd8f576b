import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { ColourTheme } from '../../protocol/lsp.ts';
import type { Rule } from '../engine/rule.ts';
import { rangeOf } from './diagnostics.ts';
import { lanes, palettes } from './lanes.ts';
import { readable } from './names.ts';
import type { FileResult } from './results.ts';

/** Why, step by step: what the diagnostic's own message, which the editor shows above it, has no room for. */
export function hover(
  result: FileResult,
  position: Position,
  rules: ReadonlyMap<string, Rule>,
  resultOf: (file: string) => FileResult | undefined,
  theme: ColourTheme | undefined,
): Hover | undefined {
  const at = result.lines.offsetOf(position);
  const found = result.findings.filter((f) => f.start <= at && at <= f.end);
  const [first] = found;
  if (!first) return undefined;
  const parts = found.flatMap((f) => {
    const meta = rules.get(f.rule)?.meta;
    return meta ? [`**${meta.title}** (\`${f.rule}\`)`, drawn(f, theme), steps(f, resultOf), meta.why, meta.fix] : [];
  });
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.filter((p) => p !== '').join('\n\n') },
    range: rangeOf(first, result.lines),
  };
}

/** The run as a picture; only for editors that told how their hovers look, for others may show it as a heap of letters. */
function drawn(f: FileResult['findings'][number], theme: ColourTheme | undefined): string {
  const picture = theme && lanes(f.witness, f.function || 'this function', palettes[theme]);
  if (!picture) return '';
  const data = encodeURIComponent(picture.svg).replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  const alternative = picture.alternative.replace(/[[\]\\|]/g, '\\$&');
  // VS Code takes the size from what follows the address.
  return `![${alternative}](data:image/svg+xml,${data}|width=${picture.width},height=${picture.height})`;
}

function steps(f: FileResult['findings'][number], resultOf: (file: string) => FileResult | undefined): string {
  return f.witness
    .map((step, i) => {
      const line = (resultOf(step.file)?.lines.lineOf(step.start) ?? 0) + 1;
      const where = step.file === f.file ? `line ${line}` : `${readable(step.file).split(/[\\/]/).pop()}:${line}`;
      const who = step.goroutine === undefined ? '' : `_${step.goroutine}_: `;
      const gap = step.omitted === undefined ? '' : `(after ${step.omitted} more steps) `;
      return `${i + 1}. ${gap}${who}${step.message} (${where})`;
    })
    .join('\n');
}
