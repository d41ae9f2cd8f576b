import { packageOf } from '../../../profile/goNames.ts';
import type { LocalModule } from './candidates.ts';
import { baseName, escapedModule, isAbsolute, unescapedModule } from './paths.ts';

/** A file of a module in the module cache's spelling: `example.com/!acme/!lib@v1.2.0` and `Map.go`. */
export interface VersionedFile {
  /** Module path and version, capitals escaped. */
  readonly root: string;
  readonly rest: string;
}

/**
 * Import path of the package that a function is in, as folders are named: `gopkg.in/yaml.v3` for
 * `gopkg.in/yaml%2ev3.unmarshal`; an external test's package lies in the folder of the package that it tests.
 */
export function importPathOf(functionName: string): string {
  return packageOf(functionName)
    .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/_test$/, '');
}

/** The file by its import path, `example.com/orders/web/s.go`: what `-trimpath` writes, and what a function's name tells. */
export const importedFile = (functionName: string, path: string): string =>
  `${importPathOf(functionName)}/${baseName(path)}`;

/**
 * The module and version that a path names, wherever the module cache was: `…/example.com/!acme/!lib@v1.2.0/Map.go`, or
 * with `-trimpath`, unescaped, `example.com/Acme/Lib@v1.2.0/Map.go`. Undefined if it names no version.
 */
export function versionedFile(functionName: string, path: string): VersionedFile | undefined {
  const parts = path.split('/');
  const at = parts.findIndex((p) => p.includes('@'));
  if (at < 0) return undefined;
  const [name = '', version = ''] = (parts[at] ?? '').split('@');
  const start = isAbsolute(path) ? startOfModule(importPathOf(functionName), parts, at, name) : 0;
  if (start === undefined) return undefined;
  const module = [...parts.slice(start, at), name].join('/');
  const escaped = isAbsolute(path) ? module : escapedModule(module);
  return { root: `${escaped}@${escapedModule(version)}`, rest: parts.slice(at + 1).join('/') };
}

/** Where the module's path begins: as its functions' packages say, else behind `pkg/mod`. */
function startOfModule(pkg: string, parts: readonly string[], at: number, name: string): number | undefined {
  for (let start = 1; start <= at; start++) {
    const module = unescapedModule([...parts.slice(start, at), name].join('/'));
    if (pkg === module || pkg.startsWith(`${module}/`)) return start;
  }
  const mod = parts.slice(0, at).findIndex((p, i) => p === 'mod' && parts[i - 1] === 'pkg');
  return mod < 0 ? undefined : mod + 1;
}

/** The file by its import path, where it lies in a module that is at hand: what `importedFile` says of its functions. */
export function importFileIn(path: string, modules: readonly LocalModule[]): string | undefined {
  let best: LocalModule | undefined;
  for (const m of modules)
    if (path.startsWith(`${m.folder}/`) && m.folder.length > (best?.folder.length ?? -1)) best = m;
  return best && best.path + path.slice(best.folder.length);
}
