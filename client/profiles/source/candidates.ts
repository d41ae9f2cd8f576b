import { isStandard } from '../../../profile/goNames.ts';
import { type BuildInfo, versionNumber } from './buildInfo.ts';
import { importedFile, importPathOf, versionedFile } from './modulePath.ts';
import { baseName, cleaned, escapedModule, isAbsolute, isPlainPath, unescapedModule } from './paths.ts';

/** A module whose sources are at hand: in the workspace, used by go.work, or put in place of another by replace. */
export interface LocalModule {
  /** Module path as profiles name it. */
  readonly path: string;
  readonly folder: string;
}

/** A Go installation's `src` folder, and its version (`1.26.8`; empty if unknown). */
export interface GoSources {
  readonly folder: string;
  readonly version: string;
}

/** Where sources may lie; folders are absolute paths with forward slashes, or URIs in virtual workspaces. */
export interface SourcePlaces {
  /** The user's own, and those learned before: from a prefix of the profile's paths to a folder. */
  readonly mapped: ReadonlyMap<string, string>;
  /** Learned from files that were found: the same. */
  readonly learned: ReadonlyMap<string, string>;
  readonly modules: readonly LocalModule[];
  /** Versions that go.mod files of the workspace ask for, by module path. */
  readonly required: ReadonlyMap<string, string>;
  readonly standard: readonly GoSources[];
  readonly moduleCaches: readonly string[];
  /** How the program was built, where it is at hand. */
  readonly build?: BuildInfo | undefined;
}

/** The rule by which a place was thought of. */
export type Rule =
  | 'mapped'
  | 'exact path'
  | 'workspace module'
  | 'Go installation'
  | 'module cache'
  | 'vendor'
  | 'learned'
  | 'workspace search';

export interface Candidate {
  readonly path: string;
  readonly rule: Rule;
}

/**
 * The places where a frame's source may lie, best first, each once. Profiles name files absolutely, as the machine saw
 * them that built the program, or by import path (`-trimpath`): `example.com/m/p/f.go`, `example.com/m@v1.2.3/p/f.go`,
 * `runtime/proc.go`. None for a path that leads elsewhere than it says (`..`) or to another machine.
 */
export function candidates(functionName: string, file: string, places: SourcePlaces): Candidate[] {
  if (!isPlainPath(file)) return [];
  const path = cleaned(file);
  const name = functionName.startsWith('main.') ? withMainPackage(functionName, places.build) : functionName;
  const by = (rule: Rule, paths: readonly string[]): Candidate[] => paths.map((p) => ({ path: p, rule }));
  const all = [
    ...by('mapped', replaced(path, places.mapped)),
    ...by('exact path', isAbsolute(path) ? [path] : []),
    ...by('workspace module', inModules(name, path, places.modules)),
    ...by('Go installation', inGoSources(functionName, path, places)),
    ...by('module cache', inModuleCaches(name, path, places)),
    ...by('vendor', vendored(name, path, places.modules)),
    ...by('learned', replaced(path, places.learned)),
  ];
  return [...new Map(all.reverse().map((c) => [c.path, c])).values()].reverse();
}

/** `main` says nothing of where its package lies; the program's build info does. */
const withMainPackage = (name: string, build: BuildInfo | undefined): string =>
  build && build.mainPackage !== '' ? build.mainPackage + name.slice('main'.length) : name;

function replaced(path: string, prefixes: ReadonlyMap<string, string>): string[] {
  return [...prefixes]
    .filter(([from]) => path.startsWith(from.endsWith('/') || from === '' ? from : `${from}/`))
    .sort(([a], [b]) => b.length - a.length)
    .map(([from, to]) => `${to}/${path.slice(from.length).replace(/^\//, '')}`);
}

/** By import path: as `-trimpath` writes it, as GOPATH's folders do behind `src/`, or as the function's name says. */
function inModules(functionName: string, path: string, modules: readonly LocalModule[]): string[] {
  const found: string[] = [];
  const trimmed = unescapedModule(path).replace(/@[^/]*/, '');
  const names = [trimmed, importedFile(functionName, path)];
  for (const { path: module, folder } of longestFirst(modules)) {
    for (const name of names) if (name.startsWith(`${module}/`)) found.push(folder + name.slice(module.length));
    const inside = trimmed.lastIndexOf(`/${module}/`);
    if (inside >= 0) found.push(folder + trimmed.slice(inside + 1 + module.length));
  }
  return found;
}

const longestFirst = (modules: readonly LocalModule[]): LocalModule[] =>
  [...modules].sort((a, b) => b.path.length - a.path.length);

const goRoot = /(?:^|\/)(?:go|goroot|golang|go\d[^/]*|[^/]*\.(?:linux|darwin|windows)-[^/]*)\/src\/(.+)$/i;

/** The standard library: the version that built the program first, if anything tells it. */
function inGoSources(functionName: string, path: string, { standard, build }: SourcePlaces): string[] {
  const byName = importedFile(functionName, path);
  const [first = ''] = path.split('/');
  const rest = path.endsWith(`/src/${byName}`)
    ? byName
    : isAbsolute(path)
      ? goRoot.exec(path)?.[1]
      : first.includes('.')
        ? undefined
        : path;
  if (rest === undefined || (!isStandard(functionName) && importPathOf(functionName).split('/')[0]?.includes('.')))
    return [];
  const wanted = build?.goVersion || versionNumber(/go\/?(\d+\.\d+[\w.]*)/.exec(path)?.[1] ?? '');
  const matching = (s: GoSources): number => Number(wanted !== '' && s.version === wanted);
  return [...standard].sort((a, b) => matching(b) - matching(a)).map((s) => `${s.folder}/${rest}`);
}

/** `mod@version`, as the path names it, or as build info and go.mod do for a path that does not. */
function inModuleCaches(functionName: string, path: string, places: SourcePlaces): string[] {
  const named = versionedFile(functionName, path) ?? byVersions(functionName, path, places);
  return named ? places.moduleCaches.map((cache) => `${cache}/${named.root}/${named.rest}`) : [];
}

function byVersions(functionName: string, path: string, { required, build }: SourcePlaces) {
  const file = importedFile(functionName, path);
  const versions = new Map(required);
  // A replaced module's files are those of its replacement.
  const inCache = new Map<string, string>();
  for (const { path: module, version, replacement } of build?.modules ?? []) {
    versions.set(module, replacement?.version || version);
    if (replacement) inCache.set(module, replacement.path);
  }
  const module = [...versions.keys()].filter((m) => file.startsWith(`${m}/`)).sort((a, b) => b.length - a.length)[0];
  const version = module === undefined ? undefined : versions.get(module);
  if (module === undefined || !version?.startsWith('v')) return undefined;
  const root = `${escapedModule(inCache.get(module) ?? module)}@${escapedModule(version)}`;
  return { root, rest: file.slice(module.length + 1) };
}

/** The workspace's own copy of another module. */
function vendored(functionName: string, path: string, modules: readonly LocalModule[]): string[] {
  const behind = /\/vendor\/(.+)$/.exec(path)?.[1];
  const versioned = versionedFile(functionName, path);
  const plain = versioned && `${unescapedModule(versioned.root).replace(/@.*$/, '')}/${versioned.rest}`;
  const file =
    behind ?? plain ?? (importPathOf(functionName).includes('.') ? importedFile(functionName, path) : undefined);
  if (file === undefined || baseName(file) === '') return [];
  return modules.map((m) => `${m.folder}/vendor/${file}`);
}
