import type { TextEdit } from './finding.ts';
import type { FunctionUnit } from './package/view.ts';
import type { Span } from './syntax/ast.ts';

/** Edits that leave gofmt'ed code: whole lines with the indentation of their neighbour. */

export function insertAfter(fn: FunctionUnit, node: Span, statement: string): TextEdit {
  const { file, end, start } = fn.place(node);
  const { text } = fn.file;
  const lineEnd = endOfLine(text, end);
  const indent = indentation(text, start);
  return { file, start: lineEnd, end: lineEnd, newText: lines(text, indent, statement, 'after') };
}

export function insertBefore(fn: FunctionUnit, node: Span, statement: string): TextEdit {
  const { file, start } = fn.place(node);
  const { text } = fn.file;
  const lineStart = startOfLine(text, start);
  return {
    file,
    start: lineStart,
    end: lineStart,
    newText: lines(text, indentation(text, start), statement, 'before'),
  };
}

export function replace(fn: FunctionUnit, node: Span, newText: string): TextEdit {
  return { ...fn.place(node), newText };
}

/** Removes the lines of a statement, the line break too. */
export function removeLines(fn: FunctionUnit, node: Span): TextEdit {
  const { file, start, end } = fn.place(node);
  const { text } = fn.file;
  const lineEnd = endOfLine(text, end);
  return { file, start: startOfLine(text, start), end: text[lineEnd] === '\n' ? lineEnd + 1 : lineEnd, newText: '' };
}

export function indentation(text: string, at: number): string {
  const start = startOfLine(text, at);
  return /^[\t ]*/.exec(text.slice(start, at))?.[0] ?? '';
}

function lines(text: string, indent: string, statement: string, where: 'before' | 'after'): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const body = statement
    .split('\n')
    .map((l) => (l === '' ? l : indent + l))
    .join(eol);
  return where === 'after' ? eol + body : body + eol;
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return text[found - 1] === '\r' ? found - 1 : found;
}
