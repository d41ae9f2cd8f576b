import type { Node } from './ast.ts';

const childKeys = new Map<string, readonly string[]>(
  Object.entries({
    CompositeLit: 'type elements',
    FuncLit: 'type body',
    ParenExpr: 'x',
    SelectorExpr: 'x sel',
    IndexExpr: 'x indices',
    SliceExpr: 'x low high max',
    TypeAssertExpr: 'x type',
    CallExpr: 'fun args',
    StarExpr: 'x',
    UnaryExpr: 'x',
    BinaryExpr: 'x y',
    KeyValueExpr: 'key value',
    ArrayType: 'length element',
    Ellipsis: 'element',
    StructType: 'fields',
    FuncType: 'typeParams params results',
    InterfaceType: 'methods',
    MapType: 'key value',
    ChanType: 'element',
    Field: 'names type',
    DeclStmt: 'specs',
    LabeledStmt: 'stmt',
    ExprStmt: 'x',
    SendStmt: 'chan value',
    IncDecStmt: 'x',
    AssignStmt: 'lhs rhs',
    GoStmt: 'call',
    DeferStmt: 'call',
    ReturnStmt: 'results',
    BlockStmt: 'list',
    IfStmt: 'init cond body else',
    CaseClause: 'list body',
    SwitchStmt: 'init tag cases',
    TypeSwitchStmt: 'init bind x cases',
    CommClause: 'comm body',
    SelectStmt: 'cases',
    ForStmt: 'init cond post body',
    RangeStmt: 'key value x body',
    ValueSpec: 'names type values',
    TypeSpec: 'name typeParams type',
    FuncDecl: 'name receiver type body',
    GenDecl: 'specs',
  }).map(([kind, keys]) => [kind, keys.split(' ')]),
);
/** Fields of parameter lists and structs have no kind of their own. */
const fieldKeys = ['names', 'type'];

type Part = { readonly kind?: string } & Readonly<Record<string, unknown>>;

/**
 * Calls `visit` for the node and all below it, in source order; what lies below a node for which it answers `false` is
 * skipped. `parent` is the nearest node above that has a kind.
 */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => unknown): void {
  step(node as unknown as Part, undefined, visit as (n: unknown, p: unknown) => unknown);
}

function step(part: Part, parent: unknown, visit: (n: unknown, p: unknown) => unknown): void {
  if (part.kind !== undefined && visit(part, parent) === false) return;
  const keys = part.kind === undefined ? fieldKeys : childKeys.get(part.kind);
  if (!keys) return;
  const above = part.kind === undefined ? parent : part;
  for (const key of keys) {
    const child = part[key];
    if (Array.isArray(child)) for (const c of child) step(c as Part, above, visit);
    else if (typeof child === 'object' && child !== null) step(child as Part, above, visit);
  }
}
