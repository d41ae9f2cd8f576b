import { operandOf, typeName, walkOwn } from '../calls.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr, Node } from '../syntax/ast.ts';
import { rootOf } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { isSamePath, type LockCall, ownLockCalls, releaseOf, wrapped } from './locks.ts';
import type { Path } from './paths.ts';

/**
 * Does the path end the function as it is meant to end, with a field locked that another function of the package unlocks
 * without having locked it: `Begin` locks, `Commit` and `Rollback` unlock?
 */
export function isHandedOver(fn: FunctionUnit, lock: LockCall, path: Path): boolean {
  const last = path.end.items.at(-1);
  const endsNormally =
    !path.item && (last?.kind !== 'return' || last.node === fn.syntax.body?.list.at(-1) || isSuccess(fn, last.node));
  return endsNormally && isUnlockedElsewhere(fn, lock);
}

/** Does another function of the package unlock the field, without having locked it? */
export function isUnlockedElsewhere(fn: FunctionUnit, lock: LockCall): boolean {
  if (lock.what !== 'Lock' && lock.what !== 'RLock') return false;
  const field = fieldOf(fn, lock);
  if (field === undefined) return false;
  return (
    fn.package.collect(onlyUnlocked).includes(`${field}.${releaseOf[lock.what]}`) ||
    isUnlockedByName(fn, lock, releaseOf[lock.what])
  );
}

/** Callers unlock it by a method that does nothing else (`s.release()`), without having locked it by themselves. */
function isUnlockedByName(fn: FunctionUnit, lock: LockCall, release: LockCall['what']): boolean {
  const operand = operandOf(lock.call);
  const owner = operand?.kind === 'SelectorExpr' ? dereferenced(fn.package.typeOf(operand.x)) : undefined;
  if (operand?.kind !== 'SelectorExpr' || owner?.kind !== 'named' || owner.path !== fn.package.path) return false;
  return fn.package.methodsOf(owner.name).some((method) => {
    const inner = wrapped(method);
    if (inner?.what !== release || inner.field !== `.${operand.sel.name}`) return false;
    return fn.package
      .callsTo(method)
      .some(({ function: caller }) => ownLockCalls(caller).every((l) => !l.path.endsWith(inner.field)));
  });
}

/** The only `return nil` of a function that answers an error: all went well. */
function isSuccess(fn: FunctionUnit, node: Node): boolean {
  const type = fn.syntax.type.results.at(-1)?.type;
  if (type?.kind !== 'Ident' || type.name !== 'error') return false;
  const successes: Node[] = [];
  walkOwn(fn, (n) => {
    const result = n.kind === 'ReturnStmt' ? n.results.at(-1) : undefined;
    if (result?.kind === 'Ident' && result.name === 'nil') successes.push(n);
  });
  return successes.length === 1 && successes[0] === node;
}

/** `store.mu.Unlock` for every field that some function unlocks and does not lock. */
const onlyUnlocked: PackageFact<string> = {
  name: 'only unlocked',
  words: ['Unlock', 'RUnlock'],
  of: (fn) => {
    // `func (s *S) unlock() { s.mu.Unlock() }` is an unlock by another name, which its callers make.
    const isWrapper = wrapped(fn) !== undefined && /(^|\.)\p{Ll}\w*$/u.test(fn.name);
    const calls = fn.outer || isWrapper ? [] : ownLockCalls(fn);
    return calls.flatMap((unlock) => {
      const field = unlock.what === 'Unlock' || unlock.what === 'RUnlock' ? fieldOf(fn, unlock) : undefined;
      const locks = calls.some((c) => c.path === unlock.path && !c.what.endsWith('nlock'));
      return field === undefined || locks ? [] : [`${field}.${unlock.what}`];
    });
  },
};

/** `ComponentStore.pending` for `c.pending.Lock()`. */
function fieldOf(fn: FunctionUnit, lock: LockCall): string | undefined {
  const operand = lock.call.fun.kind === 'SelectorExpr' ? lock.call.fun.x : undefined;
  if (operand?.kind !== 'SelectorExpr') return undefined;
  const owner = typeName(fn.package.typeOf(operand.x));
  return owner === '' ? undefined : `${owner}.${operand.sel.name}`;
}

/**
 * `locked = append(locked, n)`, `return n`, `all[i] = &entry{node: n}`: who gets the locked object gets its lock. So does
 * who gets the mutex itself: `size, lock = n, &s.mu`.
 */
export function handsOnLock(fn: FunctionUnit, node: Node, lock: LockCall): boolean {
  const operand = operandOf(lock.call);
  const root = operand && rootOf(operand);
  const object = root && fn.package.objectOf(root);
  const owner = object?.kind === 'local' && object.role === 'var' ? object : undefined;
  let handed = false;
  walk(node, (n) => {
    // As items these stand for their heads only: their parts are items of their own.
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    const isOwner = n.kind === 'Ident' && owner !== undefined && fn.package.objectOf(n) === owner;
    const isMutex =
      (n.kind === 'UnaryExpr' && n.op === '&' && isSamePath(fn, n.x, lock)) ||
      (n.kind === 'SelectorExpr' && isPointer(fn, n) && isSamePath(fn, n, lock));
    if ((isOwner || isMutex) && isKept(fn, n)) handed = true;
    return !handed;
  });
  return handed;
}

const isPointer = (fn: FunctionUnit, e: Expr): boolean => fn.package.typeOf(e).kind === 'pointer';

/** Is the value, or a literal that holds it, appended, assigned, a key, returned or sent? */
function isKept(fn: FunctionUnit, value: Node): boolean {
  const { parents } = declFacts(fn.decl);
  let node = value;
  let parent = parents.get(node);
  while (
    parent &&
    (parent.kind === 'KeyValueExpr' ||
      parent.kind === 'CompositeLit' ||
      parent.kind === 'ParenExpr' ||
      (parent.kind === 'UnaryExpr' && parent.op === '&'))
  )
    [node, parent] = [parent, parents.get(parent)];
  if (parent?.kind === 'CallExpr') return parent.fun.kind === 'Ident' && parent.fun.name === 'append';
  if (parent?.kind === 'AssignStmt') return parent.rhs.some((e) => e === node);
  if (parent?.kind === 'IndexExpr') return parent.x !== node && parents.get(parent)?.kind === 'AssignStmt';
  return parent?.kind === 'ReturnStmt' || parent?.kind === 'SendStmt';
}
