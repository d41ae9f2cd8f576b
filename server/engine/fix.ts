import type { Fix, TextEdit } from './finding.ts';
import { importLines } from './package/changes.ts';
import type { FunctionUnit } from './package/view.ts';
import type { BlockStmt, CommClause, Node, Span, Stmt } from './syntax/ast.ts';
import { walk } from './syntax/walk.ts';

/**
 * Edits that leave gofmt'ed code: whole lines with the indentation of their neighbour, or `a; b` in a literal that is
 * written on one line. Undefined where a statement cannot be put, such as beside the init of an `if`.
 */
type Edit = TextEdit | undefined;

/** A fix that fix-all may apply; none when one of its edits cannot be made. */
export function preferred(title: string, ...edits: readonly Edit[]): Fix[] {
  const all = edits.filter((e) => e !== undefined);
  return all.length > 0 && all.length === edits.length ? [{ title, isPreferred: true, edits: all }] : [];
}

export function insertAfter(fn: FunctionUnit, stmt: Node, statement: string): Edit {
  const { file, start, end } = fn.place(stmt);
  const { text } = fn.file;
  if (!isListed(fn, stmt, true)) return undefined;
  const line = endOfLine(text, end);
  if (isBlank(text.slice(end, line))) {
    return startsLine(text, start) ? insertion(file, line, onLine(text, start, statement, 'after')) : undefined;
  }
  return isInline(text, start, end, statement) ? insertion(file, end, `; ${statement}`) : undefined;
}

export function insertBefore(fn: FunctionUnit, stmt: Node, statement: string): Edit {
  const { file, start, end } = fn.place(stmt);
  const { text } = fn.file;
  if (!isListed(fn, stmt, false)) return undefined;
  if (startsLine(text, start))
    return insertion(file, startOfLine(text, start), onLine(text, start, statement, 'before'));
  return isInline(text, start, end, statement) ? insertion(file, start, `${statement}; `) : undefined;
}

/** A label, one step less indented than its statement. */
export function insertLabel(fn: FunctionUnit, stmt: Node, label: string): Edit {
  const { file, start } = fn.place(stmt);
  const { text } = fn.file;
  if (!isListed(fn, stmt, false) || !startsLine(text, start)) return undefined;
  const line = onLine(text, start, `${label}:`, 'before');
  return insertion(file, startOfLine(text, start), line.replace(/^(\t| {1,4})/, ''));
}

/** As the first statement of a function's body that is not empty. */
export function insertFirst(fn: FunctionUnit, body: BlockStmt, statement: string): Edit {
  const { file, start } = fn.place(body);
  const { text } = fn.file;
  const line = endOfLine(text, start);
  if (isBlank(text.slice(start + 1, line)))
    return insertion(file, line, onLine(text, start, `\t${statement}`, 'after'));
  const [first] = body.list;
  return first && insertBefore(fn, first, statement);
}

/** As the first statement of a select clause. */
export function insertInClause(fn: FunctionUnit, clause: CommClause, statement: string): Edit {
  const { file, start } = fn.place(clause);
  const { text } = fn.file;
  const colon = text.indexOf(':', clause.comm ? fn.place(clause.comm).end : start);
  const line = endOfLine(text, colon);
  if (!isBlank(text.slice(colon + 1, line)) || text.slice(start, colon).includes('\n')) return undefined;
  return insertion(file, line, onLine(text, start, `\t${statement}`, 'after'));
}

export function replace(fn: FunctionUnit, node: Span, newText: string): TextEdit {
  return { ...fn.place(node), newText };
}

/** Removes a statement with its line, line break and the comment behind it (see `commentAfter`). */
export function remove(fn: FunctionUnit, stmt: Node): Edit {
  const { file, start, end } = fn.place(stmt);
  const { text } = fn.file;
  if (!isListed(fn, stmt, false)) return undefined;
  const line = endOfLine(text, end);
  if (startsLine(text, start) && isBlank(text.slice(end, line))) {
    const next = text.indexOf('\n', line);
    return { file, start: startOfLine(text, start), end: next < 0 ? text.length : next + 1, newText: '' };
  }
  const more = /^; */.exec(text.slice(end, line));
  return more ? { file, start, end: end + more[0].length, newText: '' } : undefined;
}

/** The comment at the end of the statement's line, to be taken along when it moves; a space stands before it. */
export function commentAfter(fn: FunctionUnit, stmt: Node): string {
  const { text } = fn.file;
  const { end } = fn.place(stmt);
  const rest = text.slice(end, endOfLine(text, end)).trim();
  return rest.startsWith('//') ? ` ${rest}` : '';
}

/** Removes the import of a package that has no more than one use left in the file, which a fix is about to take. */
export function withoutLastUse(fn: FunctionUnit, path: string): Edit {
  const { file, package: pkg } = fn;
  pkg.asking.noteName(importLines(file.name));
  const imported = pkg.importedBy(file, path);
  if (!imported || pkg.isUsedTwice(file, imported)) return undefined;
  const { spec } = imported;
  const start = startOfLine(file.text, spec.start);
  const next = file.text.indexOf('\n', spec.end);
  const line = file.text.slice(start, next);
  return next < 0 || !/^(import\s+|\s*)"[^"]+"\s*$/.test(line)
    ? undefined
    : { file: file.name, start, end: next + 1, newText: '' };
}

/** `wanted`, or with a number where the declaration around has that name already. */
export function freeName(fn: FunctionUnit, wanted: string): string {
  const taken = new Set<string>();
  walk(fn.decl.syntax, (n) => {
    if (n.kind === 'Ident') taken.add(n.name);
  });
  let name = wanted;
  for (let i = 2; taken.has(name); i++) name = wanted + i;
  return name;
}

const insertion = (file: string, at: number, newText: string): TextEdit => ({ file, start: at, end: at, newText });

/** Does it stand in a list of statements? After a labelled one there is room too, before it the label is in the way. */
function isListed(fn: FunctionUnit, stmt: Node, labelled: boolean): boolean {
  const above = fn.ancestors(stmt);
  let node: Node = stmt;
  let parent = above.at(-1);
  if (labelled && parent?.kind === 'LabeledStmt') [node, parent] = [parent, above.at(-2)];
  if (parent?.kind === 'BlockStmt') return parent.list.includes(node as Stmt);
  return (parent?.kind === 'CaseClause' || parent?.kind === 'CommClause') && parent.body.includes(node as Stmt);
}

const startsLine = (text: string, at: number): boolean => text.slice(startOfLine(text, at), at).trim() === '';
const isBlank = (rest: string): boolean => /^\s*(\/\/.*)?$/.test(rest);

/** In a body on one line, `a; b` is what gofmt writes. */
const isInline = (text: string, start: number, end: number, statement: string): boolean =>
  !text.slice(start, end).includes('\n') && !/\n|\/\//.test(statement);

function onLine(text: string, at: number, statement: string, where: 'before' | 'after'): string {
  const indent = /^[\t ]*/.exec(text.slice(startOfLine(text, at)))?.[0] ?? '';
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
