import type { LocalObject } from './scopes.ts';

/** The names that a block declares, within those of the blocks around it (Go spec, "Blocks"). */
export class Scope {
  readonly names = new Map<string, LocalObject>();
  readonly outer: Scope | undefined;
  constructor(outer: Scope | undefined) {
    this.outer = outer;
  }
  lookup(name: string): LocalObject | undefined {
    for (let s: Scope | undefined = this; s; s = s.outer) {
      const found = s.names.get(name);
      if (found) return found;
    }
    return undefined;
  }
}
