import { dereferenced, isNamed, type Type } from '../facts/types.ts';
import type { PackageView } from './view.ts';

/** The embedded fields that lead from a type to the named type that owns a field or method; undefined when none do. */
export function embeddedPath(pkg: PackageView, type: Type, path: string, name: string): string[] | undefined {
  let level: { readonly type: Type; readonly via: string[] }[] = [{ type: dereferenced(type), via: [] }];
  for (let depth = 0; depth < 5 && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { type: t, via } of level) {
      if (isNamed(t, path, name, false)) return via;
      const under = pkg.underlying(t);
      if (under.kind !== 'struct') continue;
      for (const f of under.fields) if (f.embedded) next.push({ type: dereferenced(f.type), via: [...via, f.name] });
    }
    level = next;
  }
  return undefined;
}
