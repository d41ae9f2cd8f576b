import type { Type } from '../facts/types.ts';
import { callFacts } from './callFacts.ts';
import { knownModules } from './knownModules.ts';
import { type Described, readDescription } from './typeString.ts';

/**
 * What is known of packages that are not the one looked at: the standard library (generated from Go's export data) and
 * a few well-known modules (by hand).
 */
export interface Knowledge {
  /** The type of a package-level function, variable or constant; undefined when unknown. */
  value(path: string, name: string): Type | undefined;
  /** The underlying type of a named type; aliases answer what they stand for. */
  underlying(path: string, name: string): Type | undefined;
  /** The names of a generic type's parameters, as its methods use them; none for other types. */
  typeParams(path: string, name: string): readonly string[];
  isType(path: string, name: string): boolean;
  /** The signature of a method of a named type (either receiver kind), embedded ones included. */
  method(path: string, type: string, name: string): Type | undefined;
  facts(path: string, receiver: string, name: string): CallFacts | undefined;
}

/** Facts about calling a function that its type does not tell. */
export interface CallFacts {
  /** Never returns to its caller: os.Exit, log.Fatal, runtime.Goexit, (*testing.T).Fatal … */
  readonly neverReturns?: 'exits' | 'goexit' | 'panics';
  /** May block on the network, a disk, a timer or another goroutine. */
  readonly blocks?: boolean;
  /** Runs its function argument (index) in a goroutine. */
  readonly spawns?: number;
  /** Runs its function argument (index) before it returns. */
  readonly calls?: number;
  /** What does the same under a context, where it has another name than this with `Context` or `WithContext` behind. */
  readonly underContext?: string;
  /** Blocks until told to stop; a server loop. */
  readonly serves?: boolean;
}

/** The shape of stdlib.generated.json. */
export interface StandardLibrary {
  readonly go: string;
  readonly packages: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function createKnowledge(standard: StandardLibrary): Knowledge {
  const read = new Map<string, Described | undefined>();
  const describe = (path: string, name: string): Described | undefined => {
    const key = `${path}\0${name}`;
    if (read.has(key)) return read.get(key);
    const text = own(own(standard.packages, path) ?? own(knownModules, path), name);
    const dot = name.indexOf('.');
    const params = text === undefined || dot < 0 ? [] : (describe(path, name.slice(0, dot))?.typeParams ?? []);
    const described = text === undefined ? undefined : readDescription(text, params);
    read.set(key, described);
    return described;
  };
  return {
    value: (path, name) => {
      const d = describe(path, name);
      return d?.kind === 'value' ? d.type : undefined;
    },
    underlying: (path, name) => {
      const d = describe(path, name);
      return d?.kind === 'value' ? undefined : d?.type;
    },
    typeParams: (path, name) => describe(path, name)?.typeParams ?? [],
    isType: (path, name) => {
      const d = describe(path, name);
      return d !== undefined && d.kind !== 'value';
    },
    method: (path, type, name) => describe(path, `${type}.${name}`)?.type,
    facts: callFacts,
  };
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The name that a package at this path most likely has: `v2` and `.v3` endings and `go-` prefixes are no names. */
export function lastSegment(path: string): string {
  const parts = path.split('/');
  let last = parts.pop() ?? '';
  if (/^v\d+$/.test(last) && parts.length > 0) last = parts.pop() ?? last;
  return last.replace(/\.v\d+$/, '').replace(/^go-|-go$|\.go$/g, '');
}
