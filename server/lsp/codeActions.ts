import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver';
import { type DiagnosticData, turnRuleOff } from '../../protocol/lsp.ts';
import { withoutOverlaps } from '../engine/edits.ts';
import type { TextEdit as EngineEdit, Finding } from '../engine/finding.ts';
import type { Lines } from '../engine/lines.ts';
import { rangeOf, source } from './diagnostics.ts';
import type { FileResult } from './results.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.leaklens`;

export interface ActionContext {
  /** Undefined for a file of which nothing is known. */
  resultOf(file: string): FileResult | undefined;
  uriOf(file: string): string;
  /** The open document's version; null for a file that is not open. */
  versionOf(file: string): number | null;
  /** Whether the client has the command that turns a rule off in the settings. */
  readonly canTurnOff: boolean;
}

/** The actions for a range: fixes (the preferred one first), then the ways to silence; or fix-all, when asked for. */
export function codeActions(file: string, params: CodeActionParams, context: ActionContext): CodeAction[] {
  const result = context.resultOf(file);
  if (!result) return [];
  const actions: CodeAction[] = [];
  if (wants(params, CodeActionKind.QuickFix))
    for (const finding of touched(result, params.range))
      actions.push(...quickFixes(finding, result, params.context.diagnostics, context));
  actions.push(...fixAll(result, params, context));
  return actions;
}

/** An editor asks for a kind and means all kinds below it. */
function wants({ context }: CodeActionParams, kind: string): boolean {
  return context.only === undefined || context.only.some((o) => kind === o || o === '' || kind.startsWith(`${o}.`));
}

function touched({ findings, lines }: FileResult, range: Range): Finding[] {
  const [from, to] = [lines.offsetOf(range.start), lines.offsetOf(range.end)];
  return findings.filter((f) => f.start <= to && from <= f.end);
}

function quickFixes(
  finding: Finding,
  { lines, text }: FileResult,
  shown: readonly Diagnostic[],
  context: ActionContext,
): CodeAction[] {
  const diagnostics = shown.filter((d) => isOf(d, finding));
  const common = { kind: CodeActionKind.QuickFix, diagnostics };
  const fixes = [...finding.fixes].sort((a, b) => Number(b.isPreferred) - Number(a.isPreferred));
  return [
    ...fixes.map((fix) => ({
      ...common,
      title: fix.title,
      isPreferred: fix.isPreferred,
      edit: { documentChanges: documentEdits(fix.edits, context) },
    })),
    {
      ...common,
      title: `Ignore ${finding.rule} here`,
      edit: { documentChanges: [ignoreHere(finding, lines, text, context)] },
    },
    ...(context.canTurnOff ? [turnOff(finding, common, context)] : []),
  ];
}

function isOf(diagnostic: Diagnostic, finding: Finding): boolean {
  const data = diagnostic.data as DiagnosticData | undefined;
  return diagnostic.source === source && data?.rule === finding.rule && data.start === finding.start;
}

function ignoreHere(finding: Finding, lines: Lines, text: string, context: ActionContext): TextDocumentEdit {
  const { line } = lines.positionOf(finding.start);
  const start = lines.offsetOf({ line, character: 0 });
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const comment = `${indent}//leaklens:ignore ${finding.rule} explain why${newLine}`;
  return {
    textDocument: { uri: context.uriOf(finding.file), version: context.versionOf(finding.file) },
    edits: [TextEdit.insert({ line, character: 0 }, comment)],
  };
}

function turnOff(finding: Finding, common: Pick<CodeAction, 'diagnostics'>, context: ActionContext): CodeAction {
  const title = `Turn ${finding.rule} off`;
  const parameters = [finding.rule, context.uriOf(finding.file)];
  return {
    ...common,
    kind: CodeActionKind.QuickFix,
    title,
    command: { title, command: turnRuleOff, arguments: parameters },
  };
}

function fixAll(result: FileResult, params: CodeActionParams, context: ActionContext): CodeAction[] {
  const asked = params.context.only
    ?.filter((o) => o.startsWith(`${fixAllKind}.`))
    .map((o) => o.slice(fixAllKind.length + 1));
  const all = params.context.only?.some((o) => fixAllKind === o || fixAllKind.startsWith(`${o}.`)) ?? false;
  if (!all && !asked?.length) return [];
  const meant = result.findings.filter((f) => all || asked?.includes(f.rule));
  const preferred = meant.flatMap((f) => f.fixes.filter((x) => x.isPreferred).slice(0, 1));
  const edits = withoutOverlaps(preferred.map((f) => f.edits)).flat();
  if (edits.length === 0) return [];
  const kind = all ? fixAllKind : `${fixAllKind}.${asked?.[0]}`;
  return [{ title: 'Fix all leaks', kind, edit: { documentChanges: documentEdits(edits, context) } }];
}

function documentEdits(edits: readonly EngineEdit[], context: ActionContext): TextDocumentEdit[] {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const lines = context.resultOf(edit.file)?.lines;
    if (!lines) continue;
    const own = byFile.get(edit.file) ?? [];
    own.push(TextEdit.replace(rangeOf(edit, lines), edit.newText));
    byFile.set(edit.file, own);
  }
  return [...byFile].map(([file, own]) => ({
    textDocument: { uri: context.uriOf(file), version: context.versionOf(file) },
    edits: own,
  }));
}
