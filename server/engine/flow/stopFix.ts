import type { Fix } from '../finding.ts';
import { replace } from '../fix.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { SendStmt } from '../syntax/ast.ts';
import type { IgnoredStop } from './ignoredStops.ts';
import { emptyReturn } from './zeroText.ts';

/** The send becomes a select that also listens to the stop signal, and leaves where its own stop case would. */
export function selectOnStop({ function: fn, send, signal, stop }: IgnoredStop): Fix[] {
  const isOwn = !stop || (fn.syntax.start <= stop.clause.start && stop.clause.end <= fn.syntax.end);
  const returns = isOwn ? [`\t${emptyReturn(fn)}`] : [];
  const lines = ['select {', `case ${fn.textOf(send)}:`, `case <-${signal}:`, ...returns, '}'];
  return [
    {
      title: `Select on <-${signal} when sending`,
      isPreferred: false,
      edits: [replace(fn, send, lines.join(`\n${indentOf(fn, send)}`))],
    },
  ];
}

function indentOf(fn: FunctionUnit, send: SendStmt): string {
  const { text } = fn.file;
  const { start } = fn.place(send);
  return /^[\t ]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
}
