import type { Obj } from '../../../server/engine/facts/objects.ts';
import { declFacts } from '../../../server/engine/facts/scopes.ts';
import type { PackageView } from '../../../server/engine/package/view.ts';
import type { Ident, Node, SourceFile } from '../../../server/engine/syntax/ast.ts';
import { walk } from '../../../server/engine/syntax/walk.ts';
import { spelled } from './spelling.ts';

/** What go/parser and go/types say of a file; made by `answers.go`. Offsets in UTF-16 units from the start of the file. */
export interface GoAnswers {
  readonly syntax: readonly (readonly [kind: string, start: number, end: number])[];
  readonly names: readonly (readonly [start: number, file: string, place: number | string])[];
  readonly types: readonly (readonly [start: number, end: number, type: string])[];
  readonly constants: readonly (readonly [start: number, end: number, value: string])[];
}

/** Kinds of go/ast that the compact syntax has no node for: lists, what declares imports, comments. */
const withoutNode = new Set(['File', 'FieldList', 'Field', 'ImportSpec', 'Comment', 'CommentGroup', 'GenDecl']);
const ourKind: Readonly<Record<string, string>> = { IndexListExpr: 'IndexExpr' };

/** `kind start end` of each node that both sides have a kind for, sorted. */
export function syntaxOf(file: SourceFile): string[] {
  return nodesOf(file)
    .filter(({ node }) => !withoutNode.has(node.kind))
    .map(({ node, base }) => spanned(node.kind, base + node.start, base + node.end))
    .sort();
}

export function goSyntax(answers: GoAnswers): string[] {
  return answers.syntax
    .filter(([kind]) => !withoutNode.has(kind))
    .map(([kind, start, end]) => spanned(ourKind[kind] ?? kind, start, end))
    .sort();
}

/** A clause ends with its line here, with its last statement there; a method of an interface has its name with it here. */
function spanned(kind: string, start: number, end: number): string {
  return `${kind} ${kind === 'FuncType' ? '…' : start} ${/Clause$/.test(kind) ? '…' : end}`;
}

function nodesOf(file: SourceFile): { readonly node: Node; readonly base: number }[] {
  return file.decls.flatMap((decl, i) => {
    const found: { node: Node; base: number }[] = [];
    walk(decl.syntax, (node) => void found.push({ node, base: file.starts[i] ?? 0 }));
    return found;
  });
}

export interface Disagreement {
  readonly at: number;
  readonly text: string;
  readonly ours: string;
  readonly go: string;
}

export interface Agreement {
  readonly equal: number;
  /** We say that we do not know: rules keep silent. */
  readonly silent: readonly Disagreement[];
  readonly different: readonly Disagreement[];
}

/** Identifiers: which declaration each stands for. */
export function compareNames(pkg: PackageView, file: SourceFile, answers: GoAnswers): Agreement {
  const go = new Map(answers.names.map(([start, ...rest]) => [start, rest]));
  const tally = new Tally(file);
  for (const { node, base } of nodesOf(file)) {
    if (node.kind !== 'Ident' || node.name === '_') continue;
    const start = base + node.start;
    const answer = go.get(start);
    const ours = pkg.objectOf(node);
    if (!answer || isMember(pkg, node)) continue;
    const [where, place] = answer;
    const expected = where === '' ? String(place) : `${where} ${place}`;
    tally.add(start, base + node.end, ours && told(pkg, ours), expected);
  }
  return tally;
}

/** Fields and methods are found through types, not scopes. */
function isMember(pkg: PackageView, ident: Ident): boolean {
  const decl = pkg.files.flatMap((f) => f.decls).find((d) => declFacts(d).parents.has(ident));
  const parent = decl && declFacts(decl).parents.get(ident);
  if (parent === undefined) return true;
  if (parent.kind === 'SelectorExpr') return parent.sel === ident;
  // Whether `{err: err}` names a field is for types to say; a variable of that name counts as used, to be careful.
  return parent.kind === 'KeyValueExpr' && parent.key === ident;
}

function told(pkg: PackageView, o: Obj): string {
  if (o.kind === 'package') return `package ${o.path}`;
  if (o.kind === 'universe') return 'universe';
  for (const f of pkg.files)
    for (const [i, d] of f.decls.entries()) {
      let here = false;
      if ('decl' in o) here = o.decl === d;
      else here = 'ident' in o && declFacts(d).parents.has(o.ident);
      if (here) return `${f.name} ${(f.starts[i] ?? 0) + o.ident.start}`;
    }
  return 'nowhere';
}

/** Expressions: the type of each. */
export function compareTypes(pkg: PackageView, file: SourceFile, answers: GoAnswers): Agreement {
  const go = new Map(answers.types.map(([start, end, type]) => [`${start} ${end}`, type]));
  const constants = new Set(answers.constants.map(([start, end]) => `${start} ${end}`));
  const tally = new Tally(file);
  for (const { node, base } of nodesOf(file)) {
    const expected = go.get(`${base + node.start} ${base + node.end}`);
    if (expected === undefined || !isExpression(node)) continue;
    const type = pkg.typeOf(node);
    // Go notes of a generic function that is called what it has become there.
    if (type.kind === 'func' && type.typeParams) continue;
    const ours = spelled(type);
    // A constant (and nil) takes the type that its place asks for; here it stays untyped.
    const span = `${base + node.start} ${base + node.end}`;
    const isFree =
      ours.startsWith('untyped ') && (constants.has(span) || node.kind === 'BasicLit' || ours.endsWith(' nil'));
    const answer = isFree ? ours : ours === expected || type.kind === 'tuple' ? expected : plain(expected);
    tally.add(base + node.start, base + node.end, isForeign(pkg, node, ours) ? undefined : ours, answer);
  }
  return tally;
}

/** What nothing is known of in another package is told by its name, whether that is a type or a value. */
function isForeign(pkg: PackageView, node: ExprNode, ours: string): boolean {
  if (node.kind !== 'SelectorExpr' || node.x.kind !== 'Ident') return false;
  const named = pkg.objectOf(node.x);
  return named?.kind === 'package' && ours === `${named.path}.${node.sel.name}`;
}

/** Go notes of `v, ok := <-ch` both values, and of a comparison that its result can become any boolean type. */
const plain = (type: string): string =>
  type
    .replace(/^\((.*), bool\)$/, '$1')
    .replace(/^untyped bool$/, 'bool')
    // Of a constraint the core type is kept.
    .replace(/^~/, '');

/** Constants: the value of each expression that go/types folds. */
export function compareConstants(pkg: PackageView, file: SourceFile, answers: GoAnswers): Agreement {
  const typed = new Set(answers.types.map(([start, end]) => `${start} ${end}`));
  const go = new Map(answers.constants.map(([start, end, value]) => [`${start} ${end}`, value]));
  const tally = new Tally(file);
  for (const { node, base } of nodesOf(file)) {
    if (!isExpression(node)) continue;
    const ours = pkg.constantOf(node);
    const expected = go.get(`${base + node.start} ${base + node.end}`);
    if (expected === undefined && (ours === undefined || !typed.has(`${base + node.start} ${base + node.end}`)))
      continue;
    if (node.kind === 'BasicLit') continue;
    const value = typeof ours === 'string' ? JSON.stringify(ours) : ours === undefined ? undefined : String(ours);
    tally.add(base + node.start, base + node.end, value, expected ?? 'no constant');
  }
  return tally;
}

type ExprNode = Parameters<PackageView['typeOf']>[0];
const isExpression = (n: Node): n is ExprNode =>
  !/Stmt$|Decl$|Spec$|Clause$|^Bad/.test(n.kind) && n.kind !== 'KeyValueExpr' && n.kind !== 'Ellipsis';

class Tally implements Agreement {
  equal = 0;
  readonly silent: Disagreement[] = [];
  readonly different: Disagreement[] = [];
  readonly #file: SourceFile;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  add(start: number, end: number, ours: string | undefined, go: string): void {
    if (ours === go) this.equal++;
    else {
      const said = { at: start, text: this.#file.text.slice(start, end).slice(0, 60), ours: ours ?? 'unknown', go };
      (ours === undefined || ours.includes('unknown') ? this.silent : this.different).push(said);
    }
  }
}
