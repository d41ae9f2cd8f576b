/**
 * Go types as the checker knows them (Go spec, "Types"). What is not known is `unknown`, and rules keep silent about it.
 * `named` is a reference by package path and name; `PackageView.underlying` looks behind it.
 */
export type Type =
  | BasicType
  | NamedType
  | PointerType
  | SliceType
  | ArrayTypeOf
  | MapTypeOf
  | ChanTypeOf
  | Signature
  | StructTypeOf
  | InterfaceTypeOf
  | TupleType
  | TypeParamType
  | UnknownType;

/** `nil` and the untyped constants are basic types named `untyped nil`, `untyped int` … ; `error`, `any`, `comparable` are named types of package "". */
export interface BasicType {
  readonly kind: 'basic';
  readonly name: string;
}
export interface NamedType {
  readonly kind: 'named';
  /** Import path; "" for the universe (`error`, `any`). */
  readonly path: string;
  readonly name: string;
  readonly args: readonly Type[];
}
export interface PointerType {
  readonly kind: 'pointer';
  readonly element: Type;
}
export interface SliceType {
  readonly kind: 'slice';
  readonly element: Type;
}
export interface ArrayTypeOf {
  readonly kind: 'array';
  readonly element: Type;
}
export interface MapTypeOf {
  readonly kind: 'map';
  readonly key: Type;
  readonly value: Type;
}
export interface ChanTypeOf {
  readonly kind: 'chan';
  readonly direction: 'both' | 'send' | 'receive';
  readonly element: Type;
}
export interface Signature {
  readonly kind: 'func';
  readonly params: readonly Type[];
  readonly results: readonly Type[];
  readonly variadic: boolean;
  /** Of a generic function whose type arguments are not given yet. */
  readonly typeParams?: readonly TypeParam[];
}
export interface TypeParam {
  readonly name: string;
  /** Its core type where it has one (`~[]E`), else unknown. */
  readonly constraint: Type;
}
export interface StructTypeOf {
  readonly kind: 'struct';
  readonly fields: readonly StructField[];
}
export interface StructField {
  readonly name: string;
  readonly type: Type;
  readonly embedded: boolean;
}
export interface InterfaceTypeOf {
  readonly kind: 'interface';
  readonly methods: readonly { readonly name: string; readonly type: Type }[];
  readonly embedded: readonly Type[];
}
/** Results of a call with none or several of them. */
export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}
export interface TypeParamType {
  readonly kind: 'typeParam';
  readonly name: string;
  readonly constraint: Type;
}
export interface UnknownType {
  readonly kind: 'unknown';
}

export const unknown: UnknownType = { kind: 'unknown' };

/** `context.Context`, `*sync.Mutex` …: is `type` the named type, or (with `throughPointer`) a pointer to it? */
export function isNamed(type: Type, path: string, name: string, throughPointer = true): boolean {
  if (type.kind === 'pointer' && throughPointer) return isNamed(type.element, path, name, false);
  return type.kind === 'named' && type.path === path && type.name === name;
}

/** A number, a text, a truth value or an error: nothing that could keep hold of an object. */
export const isPlain = (t: Type): boolean => t.kind === 'basic' || isNamed(t, '', 'error', false);

export const basic = (name: string): BasicType => ({ kind: 'basic', name });
export const errorType: NamedType = { kind: 'named', path: '', name: 'error', args: [] };
/** Looks through one pointer. */
export const dereferenced = (t: Type): Type => (t.kind === 'pointer' ? t.element : t);
