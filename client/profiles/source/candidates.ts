import { packageOf } from '../../../profile/goNames.ts';
import { baseName, cleaned, escapedModule, isAbsolute } from './paths.ts';

/** A module whose sources are at hand: in the workspace, used by go.work, or put in place of another by replace. */
export interface LocalModule {
  /** Module path as profiles name it. */
  readonly path: string;
  readonly folder: string;
}

/** Where sources may lie; folders are absolute paths with forward slashes, or URIs in virtual workspaces. */
export interface SourcePlaces {
  /** The user's own: from a prefix of the profile's paths to a folder. */
  readonly mapped: ReadonlyMap<string, string>;
  /** Learned from files that were found: the same. */
  readonly learned: ReadonlyMap<string, string>;
  readonly modules: readonly LocalModule[];
  /** `src` folders of Go's standard library. */
  readonly standard: readonly string[];
  readonly moduleCaches: readonly string[];
}

/**
 * The places where a frame's source may lie, best first, each once. Profiles name files absolutely, as the machine saw
 * them that built the program, or by import path (`-trimpath`): `example.com/m/p/f.go`, `example.com/m@v1.2.3/p/f.go`,
 * `runtime/proc.go`.
 */
export function candidates(functionName: string, file: string, places: SourcePlaces): string[] {
  const path = cleaned(file);
  return [
    ...new Set([
      ...replaced(path, places.mapped),
      ...(isAbsolute(path) ? [path] : []),
      ...inModules(functionName, path, places.modules),
      ...inStandardLibrary(path, places.standard),
      ...inModuleCaches(path, places.moduleCaches),
      ...vendored(path, places.modules),
      ...replaced(path, places.learned),
    ]),
  ];
}

function replaced(path: string, prefixes: ReadonlyMap<string, string>): string[] {
  return [...prefixes]
    .filter(([from]) => path.startsWith(from.endsWith('/') || from === '' ? from : `${from}/`))
    .sort(([a], [b]) => b.length - a.length)
    .map(([from, to]) => `${to}/${path.slice(from.length).replace(/^\//, '')}`);
}

function inModules(functionName: string, path: string, modules: readonly LocalModule[]): string[] {
  const found: string[] = [];
  const trimmed = path.replace(/@[^/]*/, '');
  // The function's package says the same where the path is a machine's own; `main` says nothing.
  const byPackage = `${packageOf(functionName)}/${baseName(path)}`;
  for (const { path: module, folder } of longestFirst(modules))
    for (const name of [trimmed, byPackage])
      if (name.startsWith(`${module}/`)) found.push(folder + name.slice(module.length));
  return found;
}

const longestFirst = (modules: readonly LocalModule[]): LocalModule[] =>
  [...modules].sort((a, b) => b.path.length - a.path.length);

function inStandardLibrary(path: string, standard: readonly string[]): string[] {
  const source = /(?:^|\/)(?:go|goroot|golang|go\d[^/]*|[^/]*\.linux-[^/]*)\/src\/(.+)$/i.exec(path)?.[1];
  const [first = ''] = path.split('/');
  const trimmed = !isAbsolute(path) && !first.includes('.') ? path : undefined;
  return [source, trimmed].flatMap((rest) => (rest === undefined ? [] : standard.map((s) => `${s}/${rest}`)));
}

function inModuleCaches(path: string, caches: readonly string[]): string[] {
  const cached = /\/pkg\/mod\/(.+@.+)$/.exec(path)?.[1];
  const trimmed = !isAbsolute(path) && path.includes('@') ? path : undefined;
  const rest = cached ?? (trimmed && escapedModule(trimmed));
  return rest === undefined ? [] : caches.map((c) => `${c}/${rest}`);
}

function vendored(path: string, modules: readonly LocalModule[]): string[] {
  const after = /(?:\/vendor\/|\/pkg\/mod\/)(.+)$/.exec(path)?.[1] ?? (isAbsolute(path) ? undefined : path);
  if (after === undefined) return [];
  const plain = after.replace(/@[^/]*/, '').replace(/!([a-z])/g, (_, c: string) => c.toUpperCase());
  return modules.map((m) => `${m.folder}/vendor/${plain}`);
}
