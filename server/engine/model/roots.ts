import { walkOwn } from '../calls.ts';
import { dereferenced } from '../facts/types.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import { walk } from '../syntax/walk.ts';
import { isInert } from './lower/inert.ts';

/** `main` begins with nothing but what the package makes itself. */
export function isEntry(fn: FunctionUnit): boolean {
  const { syntax } = fn;
  if (syntax.kind !== 'FuncDecl' || syntax.receiver) return false;
  return (
    (fn.package.name === 'main' && syntax.name.name === 'main') || (fn.file.isTest && /^Test/.test(syntax.name.name))
  );
}

const isMain = (fn: FunctionUnit): boolean => isEntry(fn) && !fn.file.isTest;

/**
 * Starts goroutines, makes channels or locks by itself, or is handed what a goroutine of its callee works with; all else
 * is looked at where it is called.
 */
export function isWorthwhile(fn: FunctionUnit): boolean {
  if (!fn.syntax.body || isInert(fn.package, fn.syntax.body, true)) return false;
  return isMain(fn) || beginsByItself(fn) || isHandedWork(fn);
}

function beginsByItself(fn: FunctionUnit): boolean {
  let found = false;
  walk(fn.syntax.body ?? fn.syntax, (n) => {
    if (n.kind === 'GoStmt' || n.kind === 'ChanType') found = true;
    if (n.kind === 'SelectorExpr' && (n.sel.name === 'Lock' || n.sel.name === 'RLock')) found = true;
    return !found;
  });
  return found;
}

function isHandedWork(fn: FunctionUnit): boolean {
  let found = false;
  walk(fn.syntax.body ?? fn.syntax, (n) => {
    const callee = n.kind === 'CallExpr' ? fn.package.calleeOf(n) : undefined;
    if (callee?.kind === 'function' && handsOutWork(callee.function)) found = true;
    return !found;
  });
  return found;
}

/**
 * What a goroutine of a callee sends to nobody is told where it is sent. That it waits for an end that its owner does not
 * give is the owner's fault, about which other rules speak.
 */
export const isOwnersFault = (root: FunctionUnit, { rule }: { readonly rule: string }): boolean =>
  !isMain(root) && !beginsByItself(root) && !/^(send|more)-/.test(rule);

/** Starts a goroutine and answers a channel, or an object with one: who uses it decides how the goroutine ends. */
const handsOutWork = remembered((fn: FunctionUnit): boolean => {
  const hasChannel = fn.syntax.type.results.some((r) => {
    const pkg = fn.package;
    const under = pkg.underlying(dereferenced(pkg.typeOf(r.type)));
    if (under.kind === 'chan') return true;
    return under.kind === 'struct' && under.fields.some((f) => pkg.underlying(f.type).kind === 'chan');
  });
  let starts = false;
  if (hasChannel)
    walkOwn(fn, (n) => {
      if (n.kind === 'GoStmt') starts = true;
    });
  return starts;
}, false);
