import { giveUp } from '../budget.ts';
import { declFacts } from '../facts/scopes.ts';
import type { Place } from '../finding.ts';
import { buildCfg } from '../flow/build.ts';
import type { Cfg } from '../flow/cfg.ts';
import type { Decl, FuncDecl, FuncLit, Node, SourceFile, Span } from '../syntax/ast.ts';
import { remembered } from './asking.ts';
import { neverCloses } from './neverCloses.ts';
import { neverReturns } from './neverReturns.ts';
import { receiverType } from './scope.ts';
import type { FunctionUnit, PackageView } from './view.ts';

/** The functions of a declaration: the declared one, followed by the literals in it. */
export function functionsOf(pkg: PackageView, file: SourceFile, decl: Decl, start: number): FunctionUnit[] {
  const units: FunctionUnit[] = [];
  const bySyntax = new Map<FuncDecl | FuncLit, Unit>();
  for (const f of declFacts(decl).functions) {
    if (!f.syntax.body) continue;
    const outer = f.outer && bySyntax.get(f.outer);
    const unit = new Unit(pkg, file, decl, start, f.syntax, outer);
    bySyntax.set(f.syntax, unit);
    outer?.add(unit);
    units.push(unit);
  }
  return units;
}

/** More than this, and a machine has written it; questions about pairs of its places would take for ever. */
const maxBlocks = 4000;

/** The control-flow graph, which may look at what a call does; kept with the package's other answers. */
const cfgOf = remembered<FunctionUnit, Cfg | undefined>((fn) => {
  const cfg = buildCfg(fn.syntax, {
    neverReturns: (c) => neverReturns(fn.package, c),
    neverCloses: (c) => neverCloses(fn.package, fn.decl, c),
  });
  if (cfg.blocks.length <= maxBlocks) return cfg;
  giveUp(fn, `has ${cfg.blocks.length} branches: its paths are not followed`);
  return { ...cfg, incomplete: true };
}, undefined);

/** Whoever asks for what is inside a function rests on its declaration. */
class Unit implements FunctionUnit {
  readonly package: PackageView;
  readonly file: SourceFile;
  readonly outer: FunctionUnit | undefined;
  readonly name: string;
  readonly #decl: Decl;
  readonly #syntax: FuncDecl | FuncLit;
  readonly #literals: FunctionUnit[] = [];
  readonly #start: number;

  constructor(
    pkg: PackageView,
    file: SourceFile,
    decl: Decl,
    start: number,
    syntax: FuncDecl | FuncLit,
    outer: FunctionUnit | undefined,
  ) {
    this.package = pkg;
    this.file = file;
    this.#decl = decl;
    this.#syntax = syntax;
    this.outer = outer;
    this.#start = start;
    this.name = outer ? outer.name : syntax.kind === 'FuncDecl' ? nameOf(syntax) : '';
  }

  get decl(): Decl {
    this.package.asking.noteBody(this.#decl);
    return this.#decl;
  }

  get syntax(): FuncDecl | FuncLit {
    this.package.asking.noteBody(this.#decl);
    return this.#syntax;
  }

  get literals(): readonly FunctionUnit[] {
    this.package.asking.noteBody(this.#decl);
    return this.#literals;
  }

  get cfg(): Cfg {
    const cfg = cfgOf(this);
    if (!cfg) throw new Error('a control-flow graph cannot ask for itself');
    return cfg;
  }

  add(literal: FunctionUnit): void {
    this.#literals.push(literal);
  }

  place(node: Span): Place {
    this.package.asking.noteBody(this.#decl);
    return { file: this.file.name, start: this.#start + node.start, end: this.#start + node.end };
  }

  textOf(node: Span): string {
    return this.decl.text.slice(node.start, node.end);
  }

  ancestors(node: Node): readonly Node[] {
    const { parents } = declFacts(this.decl);
    const chain: Node[] = [];
    for (let n = parents.get(node); n && n !== this.syntax; n = parents.get(n)) chain.push(n);
    return chain.reverse();
  }
}

function nameOf(f: FuncDecl): string {
  const on = f.receiver && receiverType(f.receiver.type);
  if (!on) return f.name.name;
  return on.pointer ? `(*${on.name}).${f.name.name}` : `${on.name}.${f.name.name}`;
}
