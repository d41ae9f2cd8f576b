import type {
  AssignStmt,
  BlockStmt,
  CaseClause,
  Expr,
  Field,
  FuncDecl,
  FuncLit,
  FuncType,
  Ident,
  IfStmt,
  Node,
  RangeStmt,
  Stmt,
  TypeSpec,
  TypeSwitchStmt,
  ValueSpec,
} from '../syntax/ast.ts';
import { type Definition, valueDefinition } from './definition.ts';
import { Scope } from './lexicalScope.ts';
import type { LocalVar } from './objects.ts';
import type { DeclFacts, LocalObject } from './scopes.ts';

/** One walk over one declaration: scopes, uses, assignments, function literals, parents. */
export class Resolver {
  #scope = new Scope(undefined);
  #function: FuncDecl | FuncLit | undefined;
  #parent: Node | undefined;
  readonly #locals = new Map<Ident, LocalObject>();
  readonly #free: Ident[] = [];
  readonly #definitions = new Map<LocalVar, Definition>();
  readonly #assignments = new Map<LocalVar, Node[]>();
  readonly #uses = new Map<LocalObject, Ident[]>();
  readonly #functions: { syntax: FuncDecl | FuncLit; outer: FuncDecl | FuncLit | undefined }[] = [];
  readonly #parents = new Map<Node, Node>();

  facts(): DeclFacts {
    return {
      locals: this.#locals,
      free: this.#free,
      definitions: this.#definitions,
      assignments: this.#assignments,
      uses: this.#uses,
      functions: this.#functions,
      parents: this.#parents,
    };
  }

  funcDecl(f: FuncDecl): void {
    this.#inFunction(f, () => {
      if (f.receiver) {
        this.#receiverTypeParams(f.receiver.type);
        this.#expr(f.receiver.type);
        this.#named(f.receiver, 'receiver');
      }
      this.#signature(f.type);
      if (f.body) this.#stmts(f.body.list, f.body);
    });
  }

  packageSpec(spec: ValueSpec | TypeSpec): void {
    this.#under(spec, () => {
      if (spec.kind === 'TypeSpec') return this.#typeSpecBody(spec);
      this.#expr(spec.type);
      for (const v of spec.values) this.#expr(v);
    });
  }

  #under(node: Node, run: () => void): void {
    const above = this.#parent;
    if (above) this.#parents.set(node, above);
    this.#parent = node;
    run();
    this.#parent = above;
  }

  #nested(run: () => void): void {
    this.#scope = new Scope(this.#scope);
    run();
    this.#scope = this.#scope.outer as Scope;
  }

  #inFunction(f: FuncDecl | FuncLit, run: () => void): void {
    const outer = this.#function;
    this.#functions.push({ syntax: f, outer });
    this.#function = f;
    this.#under(f, () => this.#nested(run));
    this.#function = outer;
  }

  #declare(object: LocalObject): void {
    this.#locals.set(object.ident, object);
    if (this.#parent) this.#parents.set(object.ident, this.#parent);
    if (object.name !== '_') this.#scope.names.set(object.name, object);
  }

  #variable(ident: Ident, role: LocalVar['role'], definition: Definition | undefined, loop = false): void {
    if (!this.#function) return;
    const v: LocalVar = { kind: 'local', role, name: ident.name, ident, owner: this.#function, loop };
    if (definition) this.#definitions.set(v, definition);
    this.#declare(v);
  }

  /** `func (m *Map[K, V]) …` declares K and V. */
  #receiverTypeParams(type: Expr): void {
    const t = type.kind === 'StarExpr' || type.kind === 'ParenExpr' ? type.x : type;
    if (t !== type) return this.#receiverTypeParams(t);
    if (t.kind === 'IndexExpr')
      for (const i of t.indices)
        if (i.kind === 'Ident') this.#declare({ kind: 'localType', name: i.name, ident: i, spec: undefined });
  }

  #typeParams(list: readonly Field[]): void {
    for (const f of list)
      for (const n of f.names) this.#declare({ kind: 'localType', name: n.name, ident: n, spec: undefined });
    for (const f of list) this.#expr(f.type);
  }

  /** Parameters belong to the body: in `func(net string) net.Conn` the result is still that of the package. */
  #signature(t: FuncType): void {
    this.#typeParams(t.typeParams);
    for (const f of [...t.params, ...t.results]) this.#expr(f.type);
    for (const p of t.params) this.#named(p, 'param');
    for (const r of t.results) this.#named(r, 'result');
  }

  #named(f: Field, role: LocalVar['role']): void {
    for (const n of f.names) this.#variable(n, role, { kind: 'typed', type: f.type });
  }

  #stmts(list: readonly Stmt[], block: Node): void {
    this.#under(block, () => {
      for (const s of list) this.#stmt(s);
    });
  }

  #block(b: BlockStmt): void {
    this.#nested(() => this.#stmts(b.list, b));
  }

  #stmt(s: Stmt | undefined): void {
    if (s) this.#under(s, () => this.#inner(s));
  }

  #inner(s: Stmt): void {
    switch (s.kind) {
      case 'DeclStmt':
        for (const spec of s.specs) this.#localSpec(spec);
        return;
      case 'LabeledStmt':
        return this.#stmt(s.stmt);
      case 'ExprStmt':
        return this.#expr(s.x);
      case 'SendStmt':
        this.#expr(s.chan);
        return this.#expr(s.value);
      case 'IncDecStmt':
        this.#expr(s.x);
        return this.#assigned(s.x, s);
      case 'AssignStmt':
        return this.#assign(s);
      case 'GoStmt':
      case 'DeferStmt':
        return this.#expr(s.call);
      case 'ReturnStmt':
        return this.#exprs(s.results);
      case 'BlockStmt':
        return this.#nested(() => {
          for (const x of s.list) this.#stmt(x);
        });
      case 'IfStmt':
        return this.#if(s);
      case 'SwitchStmt':
        return this.#nested(() => {
          this.#stmt(s.init);
          this.#expr(s.tag);
          for (const c of s.cases) this.#clause(c);
        });
      case 'TypeSwitchStmt':
        return this.#typeSwitch(s);
      case 'SelectStmt':
        for (const c of s.cases) {
          this.#under(c, () =>
            this.#nested(() => {
              this.#stmt(c.comm);
              for (const x of c.body) this.#stmt(x);
            }),
          );
        }
        return;
      case 'ForStmt':
        return this.#nested(() => {
          if (s.init?.kind === 'AssignStmt') this.#under(s.init, () => this.#assign(s.init as AssignStmt, true));
          else this.#stmt(s.init);
          this.#expr(s.cond);
          this.#stmt(s.post);
          this.#block(s.body);
        });
      case 'RangeStmt':
        return this.#range(s);
      default:
        return;
    }
  }

  #if(s: IfStmt): void {
    this.#nested(() => {
      this.#stmt(s.init);
      this.#expr(s.cond);
      this.#block(s.body);
      this.#stmt(s.else);
    });
  }

  #clause(c: CaseClause): void {
    this.#under(c, () => {
      for (const e of c.list) this.#expr(e);
      this.#nested(() => {
        for (const x of c.body) this.#stmt(x);
      });
    });
  }

  #typeSwitch(s: TypeSwitchStmt): void {
    this.#nested(() => {
      this.#stmt(s.init);
      this.#expr(s.x);
      for (const c of s.cases) {
        this.#under(c, () => {
          for (const e of c.list) this.#expr(e);
          this.#nested(() => {
            // Each clause has a variable of its own, all declared by the one identifier.
            if (s.bind) this.#variable(s.bind, 'var', { kind: 'typeSwitch', types: c.list, x: s.x });
            for (const x of c.body) this.#stmt(x);
          });
        });
      }
    });
  }

  #range(s: RangeStmt): void {
    this.#expr(s.x);
    this.#nested(() => {
      const targets = [s.key, s.value];
      targets.forEach((t, i) => {
        if (!t) return;
        if (s.op === ':=' && t.kind === 'Ident')
          this.#variable(t, 'var', { kind: i === 0 ? 'rangeKey' : 'rangeValue', x: s.x }, true);
        else {
          this.#expr(t);
          this.#assigned(t, s);
        }
      });
      this.#block(s.body);
    });
  }

  #assign(s: AssignStmt, loop = false): void {
    for (const r of s.rhs) this.#expr(r);
    s.lhs.forEach((l, i) => {
      const isNew = s.op === ':=' && l.kind === 'Ident' && (l.name === '_' || !this.#scope.names.has(l.name));
      if (isNew && l.kind === 'Ident') this.#variable(l, 'var', valueDefinition(s.rhs, i, s.lhs.length), loop);
      else {
        this.#expr(l);
        this.#assigned(l, s);
      }
    });
  }

  #localSpec(spec: ValueSpec | TypeSpec): void {
    this.#under(spec, () => {
      if (spec.kind === 'TypeSpec') {
        this.#declare({ kind: 'localType', name: spec.name.name, ident: spec.name, spec });
        return this.#typeSpecBody(spec);
      }
      this.#expr(spec.type);
      for (const v of spec.values) this.#expr(v);
      spec.names.forEach((n, i) => {
        if (spec.isConst) this.#declare({ kind: 'localConst', name: n.name, ident: n, spec });
        else
          this.#variable(
            n,
            'var',
            spec.type ? { kind: 'typed', type: spec.type } : valueDefinition(spec.values, i, spec.names.length),
          );
      });
    });
  }

  #typeSpecBody(spec: TypeSpec): void {
    this.#nested(() => {
      this.#typeParams(spec.typeParams);
      this.#expr(spec.type);
    });
  }

  #assigned(target: Expr, by: Node): void {
    const t = target.kind === 'ParenExpr' ? target.x : target;
    if (t.kind !== 'Ident') return;
    const object = this.#locals.get(t);
    if (object?.kind === 'local') push(this.#assignments, object, by);
  }

  #exprs(all: readonly (Expr | undefined)[]): void {
    for (const e of all) this.#expr(e);
  }

  #expr(e: Expr | undefined): void {
    if (e) this.#under(e, () => this.#operands(e));
  }

  #operands(e: Expr): void {
    switch (e.kind) {
      case 'Ident':
        return this.#use(e);
      case 'CompositeLit':
        this.#expr(e.type);
        return this.#exprs(e.elements);
      case 'FuncLit':
        return this.#literal(e);
      case 'ParenExpr':
      case 'StarExpr':
        return this.#expr(e.x);
      case 'UnaryExpr':
        this.#expr(e.x);
        if (e.op === '&') this.#assigned(e.x, e);
        return;
      case 'SelectorExpr':
        this.#parents.set(e.sel, e);
        return this.#expr(e.x);
      case 'IndexExpr':
        this.#expr(e.x);
        return this.#exprs(e.indices);
      case 'SliceExpr':
        return this.#exprs([e.x, e.low, e.high, e.max]);
      case 'TypeAssertExpr':
        this.#expr(e.x);
        return this.#expr(e.type);
      case 'CallExpr':
        this.#expr(e.fun);
        return this.#exprs(e.args);
      case 'BinaryExpr':
        this.#expr(e.x);
        return this.#expr(e.y);
      case 'KeyValueExpr':
        // A plain name as a key is a field or a variable: only the literal's type tells. Fields are no uses.
        if (e.key.kind === 'Ident' && !this.#scope.lookup(e.key.name)) this.#parents.set(e.key, e);
        else this.#expr(e.key);
        return this.#expr(e.value);
      case 'ArrayType':
        this.#expr(e.length);
        return this.#expr(e.element);
      case 'Ellipsis':
      case 'ChanType':
        return this.#expr(e.element);
      case 'MapType':
        this.#expr(e.key);
        return this.#expr(e.value);
      case 'StructType':
        return this.#exprs(e.fields.map((f) => f.type));
      case 'InterfaceType':
        return this.#exprs(e.methods.map((f) => f.type));
      case 'FuncType':
        return this.#nested(() => this.#exprs([...e.params, ...e.results].map((f) => f.type)));
      default:
        return;
    }
  }

  #literal(e: FuncLit): void {
    const above = this.#parent;
    this.#parent = above && above !== e ? above : this.#parents.get(e);
    this.#inFunction(e, () => {
      this.#signature(e.type);
      this.#stmts(e.body.list, e.body);
    });
    this.#parent = above;
  }

  #use(e: Ident): void {
    if (e.name === '_') return;
    const object = this.#scope.lookup(e.name);
    if (!object) {
      this.#free.push(e);
      return;
    }
    this.#locals.set(e, object);
    push(this.#uses, object, e);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
