import { declFacts } from './facts/scopes.ts';
import type { FunctionUnit, PackageView } from './package/view.ts';

/**
 * Does what is started here live as long as the process, by design? Functions of commands, `main`, `init`, what only
 * they call, what `sync.Once` runs, and literals of package variables.
 */
export function isProcessLifetime(fn: FunctionUnit): boolean {
  const outermost = outermostOf(fn);
  if (fn.package.isCommand || outermost.name === '' || outermost.name === 'main' || outermost.name === 'init')
    return true;
  if (underOnce(fn)) return true;
  return onlyFromInit(outermost.package, outermost, new Set());
}

export function outermostOf(fn: FunctionUnit): FunctionUnit {
  let f = fn;
  while (f.outer) f = f.outer;
  return f;
}

function underOnce(fn: FunctionUnit): boolean {
  for (let f: FunctionUnit | undefined = fn; f?.outer; f = f.outer) {
    const call = f.outer.ancestors(f.syntax).at(-1);
    if (call?.kind === 'CallExpr') {
      const callee = fn.package.calleeOf(call);
      if (callee.kind === 'external' && callee.path === 'sync' && callee.receiver === 'Once') return true;
    }
  }
  return false;
}

/**
 * Is it run once in the life of the process: `init`, what a package variable holds by `sync.OnceValue`, what a
 * `sync.Once` of the package runs, or what only those and package variables call? A Once in a field counts per object.
 */
export function runsOncePerProcess(fn: FunctionUnit, seen: Set<FunctionUnit> = new Set()): boolean {
  if (fn.name === 'init' || underPackageOnce(fn)) return true;
  const { syntax } = outermostOf(fn);
  if (syntax.kind !== 'FuncDecl' || syntax.receiver || /^\p{Lu}/u.test(syntax.name.name) || seen.has(outermostOf(fn)))
    return false;
  seen.add(outermostOf(fn));
  const obj = fn.package.objectOf(syntax.name);
  const uses = obj ? fn.package.usesOf(obj).filter((u) => !u.file.isTest) : [];
  return uses.length > 0 && uses.every((u) => !u.function || runsOncePerProcess(u.function, seen));
}

function underPackageOnce(fn: FunctionUnit): boolean {
  const { parents } = declFacts(fn.decl);
  for (let f: FunctionUnit | undefined = fn; f; f = f.outer) {
    const call = parents.get(f.syntax);
    const callee = call?.kind === 'CallExpr' ? fn.package.calleeOf(call) : undefined;
    if (callee?.kind !== 'external' || callee.path !== 'sync') continue;
    if (!f.outer && /^Once(Func|Values?)$/.test(callee.name)) return true;
    if (callee.receiver !== 'Once' || callee.operand?.kind !== 'Ident') continue;
    if (fn.package.objectOf(callee.operand)?.kind === 'var') return true;
  }
  return false;
}

/** An unexported function whose every call stands in `init`, in `main`, or in a package variable. */
function onlyFromInit(pkg: PackageView, fn: FunctionUnit, seen: Set<FunctionUnit>): boolean {
  const { syntax } = fn;
  if (syntax.kind !== 'FuncDecl' || syntax.receiver || /^\p{Lu}/u.test(syntax.name.name) || seen.has(fn)) return false;
  seen.add(fn);
  const obj = pkg.objectOf(syntax.name);
  const uses = obj ? pkg.usesOf(obj) : [];
  return (
    uses.length > 0 &&
    uses.every((u) => {
      if (!u.function) return true;
      const caller = outermostOf(u.function);
      return caller.name === 'init' || caller.name === 'main' || onlyFromInit(pkg, caller, seen);
    })
  );
}

/** `func(w http.ResponseWriter, r *http.Request)` */
export function isHandler(fn: FunctionUnit): boolean {
  const t = fn.package.typeOf(fn.syntax.type);
  const [w, r] = t.kind === 'func' ? t.params : [];
  return (
    w?.kind === 'named' &&
    w.path === 'net/http' &&
    w.name === 'ResponseWriter' &&
    r?.kind === 'pointer' &&
    r.element.kind === 'named' &&
    r.element.name === 'Request'
  );
}
