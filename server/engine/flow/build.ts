import type {
  CallExpr,
  CommClause,
  Expr,
  ForStmt,
  FuncDecl,
  FuncLit,
  IfStmt,
  RangeStmt,
  SelectStmt,
  Stmt,
  SwitchStmt,
  TypeSwitchStmt,
} from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import type { Cfg, EdgeReason, Item } from './cfg.ts';
import { Graph, type OpenBlock } from './graph.ts';

/** What the graph must know of the world outside of the function. */
export interface Outside {
  neverReturns(call: CallExpr): 'exits' | 'goexit' | 'panics' | undefined;
  /** A channel that nobody ever closes: a range over it has no end of its own. */
  neverCloses(channel: Expr): boolean;
}

/** Builds the control-flow graph of a function (Go spec, "Statements"). Linear in the size of the function. */
export function buildCfg(f: FuncDecl | FuncLit, outside: Outside): Cfg {
  return new Builder(outside).build(f);
}

const next: EdgeReason = { kind: 'next' };

interface Target {
  readonly label: string | undefined;
  readonly breakTo: OpenBlock;
  readonly continueTo: OpenBlock | undefined;
}

class Builder {
  readonly #graph = new Graph();
  readonly #outside: Outside;
  #current: OpenBlock;
  #loops: readonly Stmt[] = [];
  readonly #targets: Target[] = [];
  readonly #labels = new Map<string, OpenBlock>();
  #label: string | undefined;
  #fallthrough: OpenBlock | undefined;

  constructor(outside: Outside) {
    this.#outside = outside;
    this.#current = this.#graph.block([]);
  }

  build(f: FuncDecl | FuncLit): Cfg {
    const entry = this.#current;
    for (const s of f.body?.list ?? []) this.#stmt(s);
    this.#current.exit = 'return';
    return this.#graph.finish(entry);
  }

  #block(): OpenBlock {
    return this.#graph.block(this.#loops);
  }

  #item(kind: Item['kind'], node: Stmt | Expr, clause?: CommClause): void {
    this.#current.items.push({ kind, node, clause });
  }

  #jump(to: OpenBlock, why: EdgeReason = next): void {
    this.#graph.edge(this.#current, to, why);
  }

  /** What follows cannot be reached by falling into it. */
  #dead(): void {
    this.#current = this.#block();
  }

  #stmt(s: Stmt): void {
    const label = this.#label;
    this.#label = undefined;
    switch (s.kind) {
      case 'BlockStmt':
        for (const x of s.list) this.#stmt(x);
        return;
      case 'ExprStmt':
        return this.#exprStmt(s);
      case 'GoStmt':
        return this.#item('go', s);
      case 'DeferStmt':
        this.#graph.deferred.push(s);
        return this.#item('defer', s);
      case 'ReturnStmt':
        this.#item('return', s);
        this.#current.exit = 'return';
        return this.#dead();
      case 'BranchStmt':
        this.#item('stmt', s);
        return this.#branch(s.token, s.label?.name);
      case 'LabeledStmt': {
        const target = this.#labelBlock(s.label.name);
        this.#jump(target);
        this.#current = target;
        this.#label = s.label.name;
        return this.#stmt(s.stmt);
      }
      case 'IfStmt':
        return this.#if(s);
      case 'SwitchStmt':
      case 'TypeSwitchStmt':
        return this.#switch(s, label);
      case 'SelectStmt':
        return this.#select(s, label);
      case 'ForStmt':
        return this.#for(s, label);
      case 'RangeStmt':
        return this.#range(s, label);
      case 'BadStmt':
        this.#graph.incomplete = true;
        return;
      case 'EmptyStmt':
        return;
      default:
        return this.#item('stmt', s);
    }
  }

  #exprStmt(s: Stmt & { kind: 'ExprStmt' }): void {
    this.#item('stmt', s);
    const call = unparen(s.x);
    const ends = call.kind === 'CallExpr' ? this.#outside.neverReturns(call) : undefined;
    if (!ends) return;
    this.#current.exit = ends === 'panics' ? 'panic' : ends;
    this.#dead();
  }

  #labelBlock(name: string): OpenBlock {
    let b = this.#labels.get(name);
    if (!b) {
      b = this.#block();
      this.#labels.set(name, b);
    }
    return b;
  }

  #branch(token: string, label: string | undefined): void {
    let to: OpenBlock | undefined;
    if (token === 'goto') to = label === undefined ? undefined : this.#labelBlock(label);
    else if (token === 'fallthrough') to = this.#fallthrough;
    else {
      for (let i = this.#targets.length - 1; i >= 0 && !to; i--) {
        const t = this.#targets[i] as Target;
        if (label !== undefined && t.label !== label) continue;
        to = token === 'break' ? t.breakTo : t.continueTo;
      }
    }
    if (to) this.#jump(to);
    else this.#graph.incomplete = true;
    this.#dead();
  }

  /** Branches on a condition, split at `&&`, `||` and `!`. */
  #cond(cond: Expr, yes: OpenBlock, no: OpenBlock): void {
    const c = unparen(cond);
    if (c.kind === 'UnaryExpr' && c.op === '!') return this.#cond(c.x, no, yes);
    if (c.kind === 'BinaryExpr' && (c.op === '&&' || c.op === '||')) {
      const middle = this.#block();
      if (c.op === '&&') this.#cond(c.x, middle, no);
      else this.#cond(c.x, yes, middle);
      this.#current = middle;
      return this.#cond(c.y, yes, no);
    }
    this.#item('expr', c);
    if (c.kind === 'Ident' && (c.name === 'true' || c.name === 'false'))
      return this.#jump(c.name === 'true' ? yes : no);
    this.#jump(yes, { kind: 'cond', cond: c, value: true });
    this.#jump(no, { kind: 'cond', cond: c, value: false });
  }

  #if(s: IfStmt): void {
    if (s.init) this.#stmt(s.init);
    const [yes, after] = [this.#block(), this.#block()];
    const no = s.else ? this.#block() : after;
    this.#cond(s.cond, yes, no);
    this.#current = yes;
    this.#stmt(s.body);
    this.#jump(after);
    if (s.else) {
      this.#current = no;
      this.#stmt(s.else);
      this.#jump(after);
    }
    this.#current = after;
  }

  #switch(s: SwitchStmt | TypeSwitchStmt, label: string | undefined): void {
    if (s.init) this.#stmt(s.init);
    const tag = s.kind === 'SwitchStmt' ? s.tag : s.x;
    if (tag) this.#item('expr', tag);
    const head = this.#current;
    const after = this.#block();
    const bodies = s.cases.map(() => this.#block());
    const bare = s.kind === 'SwitchStmt' && !s.tag;
    let test = head;
    s.cases.forEach((c, i) => {
      const body = bodies[i] as OpenBlock;
      if (c.isDefault) return;
      this.#current = test;
      if (bare) {
        // `switch { case a, b: … }` is a chain of conditions.
        for (const cond of c.list) {
          const otherwise = this.#block();
          this.#cond(cond, body, otherwise);
          this.#current = otherwise;
        }
        test = this.#current;
      } else
        this.#graph.edge(head, body, {
          kind: 'case',
          tag,
          values: c.list,
          isDefault: false,
          isType: s.kind === 'TypeSwitchStmt',
        });
    });
    const fallback = s.cases.findIndex((c) => c.isDefault);
    const otherwise = fallback < 0 ? after : (bodies[fallback] as OpenBlock);
    if (bare) this.#graph.edge(test, otherwise, next);
    else
      this.#graph.edge(head, otherwise, {
        kind: 'case',
        tag,
        values: [],
        isDefault: true,
        isType: s.kind === 'TypeSwitchStmt',
      });
    this.#targets.push({ label, breakTo: after, continueTo: undefined });
    s.cases.forEach((c, i) => {
      this.#current = bodies[i] as OpenBlock;
      const outer = this.#fallthrough;
      this.#fallthrough = bodies[i + 1];
      for (const x of c.body) this.#stmt(x);
      this.#fallthrough = outer;
      this.#jump(after);
    });
    this.#targets.pop();
    this.#current = after;
  }

  #select(s: SelectStmt, label: string | undefined): void {
    const head = this.#current;
    const after = this.#block();
    this.#targets.push({ label, breakTo: after, continueTo: undefined });
    this.#item('stmt', s);
    for (const c of s.cases) {
      this.#current = this.#block();
      this.#graph.edge(head, this.#current, { kind: 'select', select: s, clause: c });
      if (c.comm) this.#item('comm', c.comm, c);
      for (const x of c.body) this.#stmt(x);
      this.#jump(after);
    }
    this.#targets.pop();
    this.#current = after;
  }

  #for(s: ForStmt, label: string | undefined): void {
    if (s.init) this.#stmt(s.init);
    const after = this.#block();
    this.#inLoop(s, () => {
      const [head, body, post] = [this.#block(), this.#block(), this.#block()];
      this.#jump(head);
      this.#current = head;
      if (s.cond) this.#cond(s.cond, body, after);
      else this.#jump(body);
      this.#targets.push({ label, breakTo: after, continueTo: post });
      this.#current = body;
      this.#stmt(s.body);
      this.#jump(post);
      this.#targets.pop();
      this.#current = post;
      if (s.post) this.#stmt(s.post);
      this.#jump(head);
    });
    this.#current = after;
  }

  #range(s: RangeStmt, label: string | undefined): void {
    this.#item('expr', s.x);
    const after = this.#block();
    this.#inLoop(s, () => {
      const [head, body] = [this.#block(), this.#block()];
      this.#jump(head);
      this.#current = head;
      this.#item('stmt', s);
      this.#jump(body, { kind: 'range', node: s, more: true });
      if (!this.#outside.neverCloses(s.x)) this.#jump(after, { kind: 'range', node: s, more: false });
      this.#targets.push({ label, breakTo: after, continueTo: head });
      this.#current = body;
      this.#stmt(s.body);
      this.#jump(head);
      this.#targets.pop();
    });
    this.#current = after;
  }

  #inLoop(loop: Stmt, build: () => void): void {
    const outer = this.#loops;
    this.#loops = [...outer, loop];
    build();
    this.#loops = outer;
  }
}
