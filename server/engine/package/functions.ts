import { giveUp } from '../budget.ts';
import { declFacts } from '../facts/scopes.ts';
import type { Place } from '../finding.ts';
import { buildCfg } from '../flow/build.ts';
import type { Cfg } from '../flow/cfg.ts';
import type { CallExpr, Decl, FuncDecl, FuncLit, Node, SourceFile, Span } from '../syntax/ast.ts';
import type { CallFacts } from './knowledge.ts';
import { neverCloses } from './neverCloses.ts';
import { receiverType } from './scope.ts';
import type { FunctionUnit, PackageView } from './view.ts';

/** The functions of a file: declared ones in source order, each followed by the literals in it. */
export function functionsOf(pkg: PackageView, file: SourceFile): FunctionUnit[] {
  const units: FunctionUnit[] = [];
  file.decls.forEach((decl, i) => {
    const start = file.starts[i] ?? 0;
    const bySyntax = new Map<FuncDecl | FuncLit, Unit>();
    for (const f of declFacts(decl).functions) {
      if (!f.syntax.body) continue;
      const outer = f.outer && bySyntax.get(f.outer);
      const unit = new Unit(pkg, file, decl, start, f.syntax, outer);
      bySyntax.set(f.syntax, unit);
      outer?.literals.push(unit);
      units.push(unit);
    }
  });
  return units;
}

/** More than this, and a machine has written it; questions about pairs of its places would take for ever. */
const maxBlocks = 4000;

class Unit implements FunctionUnit {
  readonly package: PackageView;
  readonly file: SourceFile;
  readonly decl: Decl;
  readonly syntax: FuncDecl | FuncLit;
  readonly outer: FunctionUnit | undefined;
  readonly name: string;
  readonly literals: FunctionUnit[] = [];
  readonly #start: number;
  #cfg: Cfg | undefined;

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
    this.decl = decl;
    this.syntax = syntax;
    this.outer = outer;
    this.#start = start;
    this.name = outer ? outer.name : syntax.kind === 'FuncDecl' ? nameOf(syntax) : '';
  }

  get cfg(): Cfg {
    this.#cfg ??= this.#bounded(
      buildCfg(this.syntax, {
        neverReturns: (call) => this.#neverReturns(call),
        neverCloses: (channel) => neverCloses(this.package, this.decl, channel),
      }),
    );
    return this.#cfg;
  }

  #bounded(cfg: Cfg): Cfg {
    if (cfg.blocks.length <= maxBlocks) return cfg;
    giveUp(this, `has ${cfg.blocks.length} branches: its paths are not followed`);
    return { ...cfg, incomplete: true };
  }

  #neverReturns(call: CallExpr): CallFacts['neverReturns'] {
    const callee = this.package.calleeOf(call);
    if (callee.kind === 'builtin' && callee.name === 'panic') return 'panics';
    return callee.kind === 'external' || callee.kind === 'dynamic'
      ? this.package.knowledge.facts(callee.path, callee.receiver, callee.name)?.neverReturns
      : undefined;
  }

  place(node: Span): Place {
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
