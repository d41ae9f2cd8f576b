import type { PackageVar } from '../facts/objects.ts';
import type { StructTypeOf, Type } from '../facts/types.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { Code, Layout } from './code.ts';
import { lowerFunction } from './lower/function.ts';
import { Rights } from './rights.ts';
import { MAY_ALL, type RightsOf } from './state.ts';
import { nameValue, type Value } from './value.ts';

/** How far a run is followed. What lies beyond is never said to be a leak. */
export interface Limits {
  readonly states: number;
  /** Ways through one transition: answers to what is not known. */
  readonly ways: number;
  /** Ways through all transitions. */
  readonly runs: number;
  /** Instructions of one transition. */
  readonly steps: number;
  /** Instructions of all of them: what one function may cost. */
  readonly totalSteps: number;
  readonly processes: number;
  /** Calls inside of calls. */
  readonly depth: number;
  readonly objects: number;
}

/** The functions of a package as the machine runs them; each is lowered when it is first called. */
export class Program {
  readonly package: PackageView;
  readonly codes: Code[] = [];
  readonly layouts: Layout[] = [];
  readonly layoutTypes: StructTypeOf[] = [];
  readonly globals: PackageVar[] = [];
  /** Gives the package variables their values; made when a run begins with it. */
  initialisation: Code | undefined;
  /** Names of the places of creation, for telling. */
  readonly sites: string[] = [''];
  readonly #names = new Map<string, number>();
  readonly codeOf = remembered<FunctionUnit, Code | undefined>(
    (fn) => (fn.decl.broken ? undefined : lowerFunction(this, fn)),
    undefined,
  );
  /** The code of a function with which runs begin. */
  readonly rootOf = remembered<FunctionUnit, Code | undefined>((fn) => lowerFunction(this, fn, true), undefined);
  readonly #rights = new Rights((callee) => {
    if (callee.kind === 'thunk') return callee.code;
    return callee.kind === 'code' ? this.codeOf(callee.function) : undefined;
  });
  readonly #layoutIds = new Map<string, number>();
  readonly #globalIds = new Map<PackageVar, number>();
  /** Package variables have the values that their declarations give them, and nobody else knows them. */
  readonly isClosed: boolean;

  readonly limits: Limits;

  constructor(pkg: PackageView, isClosed: boolean, limits: Limits) {
    this.package = pkg;
    this.isClosed = isClosed;
    this.limits = limits;
  }

  /** What running code may do with the channel in one of its first slots. */
  readonly rightsOf: RightsOf = (code, slot) => {
    const of = this.codes[code];
    return of ? (this.#rights.of(of)[slot] ?? 0) : MAY_ALL;
  };

  /** The layout of a struct type of this package, or of an anonymous one. */
  layoutOf(type: Type): number | undefined {
    if (type.kind === 'named' && type.path !== this.package.path) return undefined;
    const under = this.package.underlying(type);
    if (under.kind !== 'struct') return undefined;
    const name = type.kind === 'named' ? type.name : '';
    const key = name === '' ? JSON.stringify(under.fields) : name;
    const before = this.#layoutIds.get(key);
    if (before !== undefined) return before;
    const id = this.layouts.length;
    this.#layoutIds.set(key, id);
    this.layouts.push({ id, name, fields: new Map(under.fields.map((f, i) => [f.name, i])) });
    this.layoutTypes.push(under);
    return id;
  }

  globalOf(v: PackageVar): number {
    let id = this.#globalIds.get(v);
    if (id === undefined) {
      id = this.globals.length;
      this.#globalIds.set(v, id);
      this.globals.push(v);
    }
    return id;
  }

  /** The value that stands for a string constant as the key of a map. */
  nameOf(text: string): Value {
    const id = this.#names.get(text) ?? this.#names.size;
    this.#names.set(text, id);
    return nameValue(id);
  }

  site(name: string): number {
    return this.sites.push(name) - 1;
  }
}
