import { Language, Parser } from 'web-tree-sitter';
import type { Decl, ImportSpec, SourceFile } from './ast.ts';
import { brokenImports } from './brokenImports.ts';
import { declaration } from './convert/declarations.ts';
import { type Raw, rawTree } from './convert/raw.ts';
import { type Cut, cut } from './cut.ts';
import { coverGaps } from './grammarGaps.ts';
import { headOf } from './head.ts';
import { recut } from './recut.ts';
import { signatureEnd } from './signature.ts';

/** Larger files are machine-made; they are left alone (UTF-16 units). */
export const maxFileLength = 5 << 20;
/** One declaration longer than this is data, not code. */
const maxPieceLength = 1 << 20;

export interface GoParser {
  /**
   * Reads a file. Never throws on any text: what cannot be read becomes a broken declaration.
   * With `previous`, declarations whose text did not change are taken over as they are; the result is the same.
   */
  parse(name: string, text: string, previous?: SourceFile): SourceFile;
}

/** The wasm of web-tree-sitter's runtime and of the Go grammar, as bytes. Throws when they cannot be loaded. */
export async function createParser(wasm: {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}): Promise<GoParser> {
  // Emscripten's module option; web-tree-sitter's types call for a string map.
  await Parser.init({ wasmBinary: wasm.runtime } as object);
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
  return { parse: (name, text, previous) => parseFile(parser, name, text, previous) };
}

interface Parsed {
  readonly decls: readonly { readonly decl: Decl; readonly start: number }[];
  readonly imports: readonly ImportSpec[];
  readonly packageName: string | undefined;
  readonly damaged: boolean;
}

function parseFile(parser: Parser, name: string, text: string, previous: SourceFile | undefined): SourceFile {
  if (text.length > maxFileLength || text.includes('\0')) return unreadable(name, text);
  const before = previous && known.get(previous);
  const cutUp = before ? recut(text, before) : { ...cut(text), before: 0, after: 0 };
  const { pieces, comments } = cutUp;
  const parsed: Parsed[] = [];
  const between = textsBetween(before, cutUp);
  const decls: Decl[] = [];
  const starts: number[] = [];
  const imports: ImportSpec[] = [];
  for (const [i, { start, end }] of pieces.entries()) {
    const fromEnd = pieces.length - i;
    const same =
      i < cutUp.before ? before?.parsed[i] : fromEnd <= cutUp.after ? before?.parsed.at(-fromEnd) : undefined;
    const own = same ?? readPiece(parser, text.slice(start, end), between, previous !== undefined);
    parsed.push(own);
    for (const spec of own.imports) imports.push({ ...spec, start: start + spec.start, end: start + spec.end });
    for (const d of own.decls) {
      decls.push(d.decl);
      starts.push(start + d.start);
    }
  }
  const packageName = parsed.find((p) => p.packageName)?.packageName ?? '';
  const hasErrors = parsed.some((p) => p.damaged);
  const head = headOf(name, text, comments, pieces[0]?.start ?? 0, imports);
  const file: SourceFile = { name, text, packageName, imports, decls, starts, comments, hasErrors, ...head };
  known.set(file, { text, cut: { pieces, comments }, parsed });
  return file;
}

/** How a file was cut, and what its pieces hold. */
interface Known {
  readonly text: string;
  readonly cut: Cut;
  readonly parsed: readonly Parsed[];
}

const known = new WeakMap<SourceFile, Known>();

/** What the pieces hold, by their texts, that are not where they were. */
function textsBetween(
  old: Known | undefined,
  now: { readonly before: number; readonly after: number },
): Map<string, Parsed> {
  const found = new Map<string, Parsed>();
  if (!old) return found;
  const { pieces } = old.cut;
  for (let i = now.before; i < pieces.length - now.after; i++) {
    const [piece, parsed] = [pieces[i], old.parsed[i]];
    if (piece && parsed) found.set(old.text.slice(piece.start, piece.end), parsed);
  }
  return found;
}

function readPiece(parser: Parser, piece: string, before: Map<string, Parsed>, isAgain: boolean): Parsed {
  const same = before.get(piece);
  if (same) {
    before.delete(piece); // a second declaration of the same text is another one
    return same;
  }
  // When it is read again the text has changed, and the one before need not be kept for this piece.
  return parsePiece(parser, isAgain ? ownCopy(piece) : piece);
}

/** A part of a string keeps all of it in memory: a declaration must not hold the file as it was when it was read. */
const ownCopy = (text: string): string => ` ${text}`.slice(1);

function unreadable(name: string, text: string): SourceFile {
  const head = { isGenerated: true, buildConstraint: undefined, isTest: false };
  return { name, text, packageName: '', imports: [], decls: [], starts: [], comments: [], hasErrors: true, ...head };
}

function parsePiece(parser: Parser, piece: string): Parsed {
  if (piece.length > maxPieceLength) return broken(piece);
  let root = read(parser, piece);
  if (!root || root.damaged) {
    const covered = coverGaps(piece);
    const second = covered === undefined ? undefined : read(parser, covered);
    if (second && !second.damaged) root = second;
  }
  if (!root) return broken(piece);
  const converted = convertPiece(piece, root.root, root.damaged);
  if (!root.damaged) return converted;
  if (!/^import\b/.test(piece)) return withSignature(parser, piece, converted);
  return { ...converted, imports: brokenImports(piece).map((i) => ({ ...i, path: ownPath(i.path) })) };
}

/**
 * What cannot be read in the body of a function must not spoil what others see of it: its signature is read by itself.
 * What was recovered of the body is kept, if it begins where the signature ends.
 */
function withSignature(parser: Parser, piece: string, parsed: Parsed): Parsed {
  const [first] = parsed.decls;
  if (!first || !/^func\b/.test(piece)) return parsed;
  const end = signatureEnd(piece);
  const raw = end === undefined ? undefined : read(parser, `${piece.slice(0, end)} {}`);
  const [top] = raw && !raw.damaged ? raw.root.children : [];
  const syntax = top && declaration({ text: piece }, top);
  if (end === undefined || syntax?.kind !== 'FuncDecl') return parsed;
  const recovered = first.decl.syntax.kind === 'FuncDecl' ? first.decl.syntax.body : undefined;
  const body = recovered && piece.slice(end, recovered.start).trim() === '' ? recovered : undefined;
  const whole: Decl['syntax'] = { ...syntax, body, end: body ? body.end : end };
  return { ...parsed, decls: [{ decl: { text: piece, syntax: whole, broken: true }, start: 0 }] };
}

function broken(piece: string): Parsed {
  const decl: Decl = { text: piece, syntax: { kind: 'BadDecl', start: 0, end: piece.length }, broken: true };
  return { decls: [{ decl, start: 0 }], imports: [], packageName: undefined, damaged: true };
}

function read(parser: Parser, piece: string): ReturnType<typeof rawTree> | undefined {
  // Counted, not timed: the same text must always give the same tree.
  let asked = 0;
  const most = Math.min(2000 + piece.length / 30, 20_000);
  const tree = parser.parse(`${piece}\n`, null, { progressCallback: () => ++asked > most });
  if (!tree) {
    parser.reset();
    return undefined;
  }
  try {
    return rawTree(tree);
  } finally {
    tree.delete();
  }
}

function convertPiece(piece: string, root: Raw, damaged: boolean): Parsed {
  const imports: ImportSpec[] = [];
  let packageName: string | undefined;
  const found: { syntax: Decl['syntax']; start: number; end: number }[] = [];
  for (const n of root.children) {
    if (n.type === 'package_clause') packageName = nameIn(piece, n);
    else if (n.type === 'import_declaration') collectImports(piece, n, imports);
    else {
      const syntax = declaration({ text: piece }, n);
      if (syntax) found.push({ syntax, start: n.start, end: n.end });
    }
  }
  // As gofmt writes it, a piece is one declaration; then its offsets already count from its start.
  if (found.length <= 1 || damaged) {
    const [first] = found.filter((f) => f.syntax.kind !== 'BadDecl');
    if (!first && (packageName !== undefined || imports.length > 0 || found.length === 0))
      return { decls: [], imports, packageName, damaged };
    const syntax = first?.syntax ?? { kind: 'BadDecl', start: 0, end: piece.length };
    return { decls: [{ decl: { text: piece, syntax, broken: damaged }, start: 0 }], imports, packageName, damaged };
  }
  const decls = found.map((f) => {
    const text = piece.slice(f.start, f.end);
    return { decl: { text, syntax: shifted(f.syntax, f.start), broken: false }, start: f.start };
  });
  return { decls, imports, packageName, damaged };
}

function nameIn(piece: string, n: Raw): string {
  const id = n.children.find((c) => c.named);
  return id ? piece.slice(id.start, id.end) : '';
}

function collectImports(piece: string, n: Raw, into: ImportSpec[]): void {
  if (n.type !== 'import_spec') {
    for (const c of n.children) if (c.named) collectImports(piece, c, into);
    return;
  }
  const part = (name: string): string | undefined => {
    const c = n.children.find((x) => x.field === name);
    return c && piece.slice(c.start, c.end);
  };
  into.push({ name: part('name'), path: ownPath((part('path') ?? '').slice(1, -1)), start: n.start, end: n.end });
}

/** A package that was copied into the module is the package that it was: `a/vendor/golang.org/x/net/context`. */
const ownPath = (path: string): string => path.replace(/^.*\/(vendor|_workspace\/src)\//, '');

/** Counts a declaration's offsets from its own start. Works on fresh syntax only, which nobody else holds yet. */
function shifted<T extends object>(node: T, by: number): T {
  const span = node as { start?: number; end?: number };
  if (typeof span.start === 'number') span.start -= by;
  if (typeof span.end === 'number') span.end -= by;
  for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) shifted(child, by);
  return node;
}
