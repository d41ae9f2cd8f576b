/** First path elements of Go's standard library; a module path's first element has a dot or is the user's own. */
const standardRoots = new Set(
  (
    'archive arena bufio builtin bytes cmp compress container context crypto database debug embed encoding errors ' +
    'expvar flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp ' +
    'runtime simd slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak'
  ).split(' '),
);

/** Packages in which goroutines merely wait on behalf of others. */
const waitingRoots = new Set(['runtime', 'internal', 'sync', 'syscall']);

/** The import path of a function's package: `net/http` of `net/http.(*conn).serve`, '' if the name has none. */
export function packageOf(functionName: string): string {
  // Type arguments and receivers may hold slashes and dots of other packages.
  const head = /^[^[(]*/.exec(functionName)?.[0] ?? '';
  const dot = head.indexOf('.', head.lastIndexOf('/') + 1);
  return dot < 0 ? '' : head.slice(0, dot);
}

/** Whether a function belongs to the runtime or the standard library. */
export function isStandard(functionName: string): boolean {
  return standardRoots.has(rootOf(functionName));
}

/**
 * Position of the first function (leaf first) that says what a goroutine is about: the user's own, else of a
 * library, else the outermost. */
export function firstOwn(functionNames: readonly string[]): number {
  const own = functionNames.findIndex((name) => !isStandard(name));
  if (own >= 0) return own;
  const library = functionNames.findIndex((name) => !waitingRoots.has(rootOf(name)));
  return library >= 0 ? library : Math.max(0, functionNames.length - 1);
}

/** The name with all type arguments as `[...]`: text dumps never have them, profiles do. */
export function withoutTypeArguments(functionName: string): string {
  if (!functionName.includes('[')) return functionName;
  let depth = 0;
  let name = '';
  for (const character of functionName) {
    if (character === '[' && depth++ === 0) name += '[...]';
    if (depth === 0) name += character;
    if (character === ']' && depth > 0) depth--;
  }
  return name;
}

/**
 * The declared function whose text a function lies in, type arguments as `[...]`: `p.(*T).M` for the closure
 * `p.(*T).M.func1.2`, the wrappers `p.(*T).M.gowrap1` and `p.(*T).M-fm`, and `p.(*T).M` itself.
 */
export function enclosingFunction(functionName: string): string {
  const name = withoutTypeArguments(functionName);
  const start = name.lastIndexOf('/') + 1;
  return (
    name.slice(0, start) +
    name.slice(start).replace(/(?:\.(?:func|gowrap|deferwrap)\d+|-fm|-range\d+)(?:[.-].*)?$/su, '')
  );
}

function rootOf(functionName: string): string {
  const path = packageOf(functionName);
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
}
