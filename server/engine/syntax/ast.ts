/**
 * The compact syntax: what is left of a Go file once the tree-sitter tree has been let go.
 * Names and shapes follow Go's own go/ast, so that who knows one knows the other; types are expressions, as there.
 *
 * Every `start` and `end` is a UTF-16 offset **from the start of the top-level declaration** that holds the node, so that
 * a declaration that did not change can be kept as it is when the text above it did. `File.place` gives absolute offsets.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

// ---- expressions and types

export interface Ident extends Span {
  readonly kind: 'Ident';
  readonly name: string;
  /**
   * The declaration in which it stands; null for one that stands for nothing there (a field, a label). Known once that
   * declaration's facts are. Held here, for there are very many of them.
   */
  [home]?: Decl | null | undefined;
}
export const home: unique symbol = Symbol('home');
/** `op` is the token's kind. `text` is the source, quotes and all. */
export interface BasicLit extends Span {
  readonly kind: 'BasicLit';
  readonly lit: 'int' | 'float' | 'imaginary' | 'char' | 'string';
  readonly text: string;
}
/** `type` is missing inside an outer literal that elides it. */
export interface CompositeLit extends Span {
  readonly kind: 'CompositeLit';
  readonly type: Expr | undefined;
  readonly elements: readonly Expr[];
}
export interface FuncLit extends Span {
  readonly kind: 'FuncLit';
  readonly type: FuncType;
  readonly body: BlockStmt;
}
export interface ParenExpr extends Span {
  readonly kind: 'ParenExpr';
  readonly x: Expr;
}
export interface SelectorExpr extends Span {
  readonly kind: 'SelectorExpr';
  readonly x: Expr;
  readonly sel: Ident;
}
/** `x[i]`, and instantiations `F[int, string]`: only types and scopes can tell them apart. */
export interface IndexExpr extends Span {
  readonly kind: 'IndexExpr';
  readonly x: Expr;
  readonly indices: readonly Expr[];
}
export interface SliceExpr extends Span {
  readonly kind: 'SliceExpr';
  readonly x: Expr;
  readonly low: Expr | undefined;
  readonly high: Expr | undefined;
  readonly max: Expr | undefined;
}
/** `type` is missing for `x.(type)` in a type switch. */
export interface TypeAssertExpr extends Span {
  readonly kind: 'TypeAssertExpr';
  readonly x: Expr;
  readonly type: Expr | undefined;
}
/** Calls and conversions (also `[]byte(s)`, `(*T)(p)`, `chan int(c)`); `new` and `make` are calls whose first argument is a type. */
export interface CallExpr extends Span {
  readonly kind: 'CallExpr';
  readonly fun: Expr;
  readonly args: readonly Expr[];
  /** The last argument is spread: `f(xs...)`. */
  readonly spread: boolean;
}
export interface StarExpr extends Span {
  readonly kind: 'StarExpr';
  readonly x: Expr;
}
/** `<-ch` is `op: '<-'`; `&x` is `op: '&'`; `~T` in constraints is `op: '~'`. */
export interface UnaryExpr extends Span {
  readonly kind: 'UnaryExpr';
  readonly op: '+' | '-' | '!' | '^' | '&' | '<-' | '~';
  readonly x: Expr;
}
export interface BinaryExpr extends Span {
  readonly kind: 'BinaryExpr';
  readonly op: string;
  readonly x: Expr;
  readonly y: Expr;
}
/** Only inside composite literals. */
export interface KeyValueExpr extends Span {
  readonly kind: 'KeyValueExpr';
  readonly key: Expr;
  readonly value: Expr;
}
/** `[]T` has no length; `[...]T` has an `Ellipsis` as length. */
export interface ArrayType extends Span {
  readonly kind: 'ArrayType';
  readonly length: Expr | undefined;
  readonly element: Expr;
}
export interface Ellipsis extends Span {
  readonly kind: 'Ellipsis';
  /** The element type in `...T`. */
  readonly element: Expr | undefined;
}
export interface StructType extends Span {
  readonly kind: 'StructType';
  readonly fields: readonly Field[];
}
export interface FuncType extends Span {
  readonly kind: 'FuncType';
  readonly typeParams: readonly Field[];
  readonly params: readonly Field[];
  readonly results: readonly Field[];
}
/** Methods are fields with one name and a `FuncType`; embedded types and unions are fields without names. */
export interface InterfaceType extends Span {
  readonly kind: 'InterfaceType';
  readonly methods: readonly Field[];
}
export interface MapType extends Span {
  readonly kind: 'MapType';
  readonly key: Expr;
  readonly value: Expr;
}
export interface ChanType extends Span {
  readonly kind: 'ChanType';
  readonly direction: 'both' | 'send' | 'receive';
  readonly element: Expr;
}
/** What could not be read (a syntax error while typing). Nothing may be concluded from it. */
export interface BadExpr extends Span {
  readonly kind: 'BadExpr';
}

/** A parameter, result, struct field, method or type parameter; no names means embedded or anonymous. */
export interface Field extends Span {
  readonly names: readonly Ident[];
  /** In a parameter list, variadic parameters have an `Ellipsis`. */
  readonly type: Expr;
  readonly tag: string | undefined;
}

export type Expr =
  | Ident
  | BasicLit
  | CompositeLit
  | FuncLit
  | ParenExpr
  | SelectorExpr
  | IndexExpr
  | SliceExpr
  | TypeAssertExpr
  | CallExpr
  | StarExpr
  | UnaryExpr
  | BinaryExpr
  | KeyValueExpr
  | ArrayType
  | Ellipsis
  | StructType
  | FuncType
  | InterfaceType
  | MapType
  | ChanType
  | BadExpr;

// ---- statements

export interface BadStmt extends Span {
  readonly kind: 'BadStmt';
}
export interface DeclStmt extends Span {
  readonly kind: 'DeclStmt';
  readonly specs: readonly (ValueSpec | TypeSpec)[];
}
export interface EmptyStmt extends Span {
  readonly kind: 'EmptyStmt';
}
export interface LabeledStmt extends Span {
  readonly kind: 'LabeledStmt';
  readonly label: Ident;
  readonly stmt: Stmt;
}
export interface ExprStmt extends Span {
  readonly kind: 'ExprStmt';
  readonly x: Expr;
}
export interface SendStmt extends Span {
  readonly kind: 'SendStmt';
  readonly chan: Expr;
  readonly value: Expr;
}
export interface IncDecStmt extends Span {
  readonly kind: 'IncDecStmt';
  readonly x: Expr;
  readonly op: '++' | '--';
}
/** `op` is `:=`, `=`, or an assigning operator such as `+=`. */
export interface AssignStmt extends Span {
  readonly kind: 'AssignStmt';
  readonly lhs: readonly Expr[];
  readonly op: string;
  readonly rhs: readonly Expr[];
}
/** `call` is whatever follows `go`: with broken code it may not be a call. */
export interface GoStmt extends Span {
  readonly kind: 'GoStmt';
  readonly call: Expr;
}
export interface DeferStmt extends Span {
  readonly kind: 'DeferStmt';
  readonly call: Expr;
}
export interface ReturnStmt extends Span {
  readonly kind: 'ReturnStmt';
  readonly results: readonly Expr[];
}
export interface BranchStmt extends Span {
  readonly kind: 'BranchStmt';
  readonly token: 'break' | 'continue' | 'goto' | 'fallthrough';
  readonly label: Ident | undefined;
}
export interface BlockStmt extends Span {
  readonly kind: 'BlockStmt';
  readonly list: readonly Stmt[];
}
export interface IfStmt extends Span {
  readonly kind: 'IfStmt';
  readonly init: Stmt | undefined;
  readonly cond: Expr;
  readonly body: BlockStmt;
  readonly else: IfStmt | BlockStmt | undefined;
}
/** `list` is empty and `isDefault` true for `default:`. In type switches `list` holds types (`nil` is an Ident). */
export interface CaseClause extends Span {
  readonly kind: 'CaseClause';
  readonly list: readonly Expr[];
  readonly isDefault: boolean;
  readonly body: readonly Stmt[];
}
export interface SwitchStmt extends Span {
  readonly kind: 'SwitchStmt';
  readonly init: Stmt | undefined;
  readonly tag: Expr | undefined;
  readonly cases: readonly CaseClause[];
}
export interface TypeSwitchStmt extends Span {
  readonly kind: 'TypeSwitchStmt';
  readonly init: Stmt | undefined;
  /** `v` in `switch v := x.(type)`. */
  readonly bind: Ident | undefined;
  readonly x: Expr;
  readonly cases: readonly CaseClause[];
}
/** `comm` is a SendStmt, an ExprStmt of a receive, or an AssignStmt whose only right side is a receive; none for `default:`. */
export interface CommClause extends Span {
  readonly kind: 'CommClause';
  readonly comm: Stmt | undefined;
  readonly body: readonly Stmt[];
}
export interface SelectStmt extends Span {
  readonly kind: 'SelectStmt';
  readonly cases: readonly CommClause[];
}
export interface ForStmt extends Span {
  readonly kind: 'ForStmt';
  readonly init: Stmt | undefined;
  readonly cond: Expr | undefined;
  readonly post: Stmt | undefined;
  readonly body: BlockStmt;
}
export interface RangeStmt extends Span {
  readonly kind: 'RangeStmt';
  readonly key: Expr | undefined;
  readonly value: Expr | undefined;
  /** `:=` defines key and value, `=` assigns them; missing without variables. */
  readonly op: ':=' | '=' | undefined;
  readonly x: Expr;
  readonly body: BlockStmt;
}

export type Stmt =
  | BadStmt
  | DeclStmt
  | EmptyStmt
  | LabeledStmt
  | ExprStmt
  | SendStmt
  | IncDecStmt
  | AssignStmt
  | GoStmt
  | DeferStmt
  | ReturnStmt
  | BranchStmt
  | BlockStmt
  | IfStmt
  | SwitchStmt
  | TypeSwitchStmt
  | SelectStmt
  | ForStmt
  | RangeStmt;

// ---- declarations

/** One line of `var` or `const`; `iota` repetition is left as written. */
export interface ValueSpec extends Span {
  readonly kind: 'ValueSpec';
  readonly isConst: boolean;
  readonly names: readonly Ident[];
  readonly type: Expr | undefined;
  readonly values: readonly Expr[];
}
export interface TypeSpec extends Span {
  readonly kind: 'TypeSpec';
  readonly name: Ident;
  readonly typeParams: readonly Field[];
  readonly isAlias: boolean;
  readonly type: Expr;
}
export interface FuncDecl extends Span {
  readonly kind: 'FuncDecl';
  readonly name: Ident;
  /** Missing for functions. `names` is empty for an unnamed receiver. */
  readonly receiver: Field | undefined;
  readonly type: FuncType;
  /** Missing for functions written in assembly. */
  readonly body: BlockStmt | undefined;
}
/** `var`, `const` and `type` at package level, with all their specs. */
export interface GenDecl extends Span {
  readonly kind: 'GenDecl';
  readonly specs: readonly (ValueSpec | TypeSpec)[];
}
/** A stretch of the file that could not be read as a declaration. */
export interface BadDecl extends Span {
  readonly kind: 'BadDecl';
}

export type DeclSyntax = FuncDecl | GenDecl | BadDecl;
export type Node = Expr | Stmt | CaseClause | CommClause | ValueSpec | TypeSpec | FuncDecl | GenDecl | BadDecl;

/**
 * One top-level declaration: the unit of reuse. Two with the same `text` have equal syntax; the same object is kept
 * across edits that did not touch it, wherever it moved to.
 */
export interface Decl {
  readonly text: string;
  readonly syntax: DeclSyntax;
  /** A syntax error lies inside: rules keep silent about it. */
  readonly broken: boolean;
}

export interface ImportSpec {
  /** The name as written (`_` and `.` too), or undefined. */
  readonly name: string | undefined;
  readonly path: string;
  /** Absolute offsets of the whole spec. */
  readonly start: number;
  readonly end: number;
}

/** Absolute offsets; `text` with its slashes. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A Go file in compact syntax. Immutable: an edit gives a new one that shares the declarations that did not change. */
export interface SourceFile {
  /** As given by the host: a URI or a path. The engine never interprets it beyond its last segments. */
  readonly name: string;
  readonly text: string;
  readonly packageName: string;
  readonly imports: readonly ImportSpec[];
  /** In source order; `starts[i]` is the absolute offset of `decls[i]`. */
  readonly decls: readonly Decl[];
  readonly starts: readonly number[];
  readonly comments: readonly Comment[];
  /** `Code generated … DO NOT EDIT.` stands before the package clause, as go/ast's IsGenerated reads it. */
  readonly isGenerated: boolean;
  /** The `//go:build` expression, if any. */
  readonly buildConstraint: string | undefined;
  /** Imports `testing`, or is named `_test.go`. */
  readonly isTest: boolean;
  /** Some syntax error somewhere. */
  readonly hasErrors: boolean;
}
