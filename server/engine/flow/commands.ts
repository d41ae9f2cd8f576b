import { isCallTo } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Ident, Node, SelectorExpr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { isWithin } from '../syntax/span.ts';
import { heldNames } from './heldNames.ts';
import type { Acquisition, Obligation } from './obligations.ts';
import { useOf } from './ownership.ts';

/** Methods of `exec.Cmd` that come back when the process has ended. */
export const waits: readonly string[] = ['Wait', 'Run', 'Output', 'CombinedOutput'];

/** A started `exec.Cmd` must be waited for; its process may be waited for or released by itself. */
export const waitForCommand: Obligation = {
  acquires: () => undefined,
  release: { methods: waits },
  setWith: 'Process',
  endsAt: (fn, node, variable) =>
    (declFacts(fn.decl).uses.get(variable) ?? []).some((u) => isWithin(u, node) && endsByProcess(fn, u)),
};

/** `cmd.Process.Wait()`, `cmd.Process.Release()`, `return cmd.Process`; not `cmd.Process.Kill()` nor `cmd.Process.Pid`. */
function endsByProcess(fn: FunctionUnit, cmd: Node): boolean {
  const { parents } = declFacts(fn.decl);
  const process = parents.get(cmd);
  if (process?.kind !== 'SelectorExpr' || process.x !== cmd || process.sel.name !== 'Process') return false;
  const above = parents.get(process);
  if (above?.kind === 'BinaryExpr') return false;
  return above?.kind !== 'SelectorExpr' || /^(Wait|Release)$/.test(above.sel.name);
}

/** Is it neither waited for nor handed on by this use? */
export const isLeftAlone = (fn: FunctionUnit, use: Ident): boolean =>
  useOf(fn, use, waitForCommand.release) === 'borrows' && !endsByProcess(fn, use);

/** The start as an acquisition: `err := cmd.Start()` acquires unless the error is set. */
export function startedCommand(
  fn: FunctionUnit,
  call: CallExpr,
  ident: Ident,
  variable: LocalVar,
): Acquisition | undefined {
  for (const block of fn.cfg.blocks)
    for (const [index, { node }] of block.items.entries()) {
      if (call.start < node.start || call.end > node.end || node.kind === 'SelectStmt' || node.kind === 'RangeStmt')
        continue;
      // `if cmd.Start() != nil`: what failed is known by the branch only.
      if (declFacts(fn.decl).parents.get(call)?.kind === 'BinaryExpr') return undefined;
      const target = node.kind === 'AssignStmt' && node.rhs[0] === call ? node.lhs[0] : undefined;
      const object = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
      const error = object?.kind === 'local' ? object : undefined;
      return { call, stmt: node as Acquisition['stmt'], ident, variable, error, block, index };
    }
  return undefined;
}

/** The function has made the command itself, and nobody else has got it before it is started. */
export function isKeptToItself(fn: FunctionUnit, { variable, call }: Acquisition): boolean {
  const { definitions, uses } = declFacts(fn.decl);
  const definition = definitions.get(variable);
  const value = definition?.kind === 'value' ? unparen(definition.value) : undefined;
  const literal = value?.kind === 'UnaryExpr' && value.op === '&' ? unparen(value.x) : value;
  const isMade = definition?.kind === 'typed' || literal?.kind === 'CallExpr' || literal?.kind === 'CompositeLit';
  // By another name, in an object that is being made, it may go anywhere.
  if (!isMade || heldNames(fn, variable, waitForCommand.release).length > 1) return false;
  return (uses.get(variable) ?? []).every(
    (u) => u.start > call.start || useOf(fn, u, waitForCommand.release) !== 'handsOn',
  );
}

/**
 * Is a command in a field waited for somewhere, or may it be, by whoever else has it? Only a field of the package's own
 * type that no other package can name, and that gets nothing but new commands, is known to be nobody else's.
 */
export function isWaitedInField(fn: FunctionUnit, field: SelectorExpr): boolean {
  const owner = dereferenced(fn.package.typeOf(field.x));
  const name = field.sel.name;
  if (owner.kind !== 'named' || owner.path !== fn.package.path || /^\p{Lu}/u.test(name)) return true;
  return fn.package.usesOfField(owner.name, name).some(({ decl, function: user, expr, parent }) => {
    if (!user) return true;
    if (parent.kind === 'SelectorExpr' && parent.x === expr) {
      if (parent.sel.name === 'Process') return endsByProcess(user, expr);
      return waits.includes(parent.sel.name) || !isCalledOrSet(declFacts(decl).parents.get(parent), parent);
    }
    if (parent.kind === 'BinaryExpr') return false;
    const value = valueFor(parent, expr);
    return !value || !(isNewCommand(user, value) || (value.kind === 'Ident' && isNilOrKept(user, value, expr)));
  });
}

/** `nil`, or a local of which this field is all that gets it. */
function isNilOrKept(fn: FunctionUnit, value: Ident, field: Expr): boolean {
  if (value.name === 'nil') return true;
  const v = fn.package.objectOf(value);
  return v?.kind === 'local' && onlyField(fn, v) === field;
}

/** The field that gets the command of a local, `r.cmd = cmd`, where that is the only thing that gets it. */
export function onlyField(fn: FunctionUnit, cmd: LocalVar): SelectorExpr | undefined {
  const { definitions, uses } = declFacts(fn.decl);
  const definition = definitions.get(cmd);
  if (definition?.kind !== 'value' || !isNewCommand(fn, unparen(definition.value))) return undefined;
  const [only, another] = (uses.get(cmd) ?? []).filter((u) => !isLeftAlone(fn, u));
  const above = only && declFacts(fn.decl).parents.get(only);
  const target = above?.kind === 'AssignStmt' && above.rhs[0] === only ? above.lhs[0] : undefined;
  return !another && target?.kind === 'SelectorExpr' ? target : undefined;
}

/** `x.Start()`, `x.Stdout = w`, `x.Env[0]`: not `x.Wait` as a value. */
const isCalledOrSet = (above: Node | undefined, sel: Node): boolean =>
  above?.kind !== 'CallExpr' || above.fun === sel || (sel.kind === 'SelectorExpr' && !waits.includes(sel.sel.name));

/** What the field gets: `p.cmd = …`, `player{cmd: …}`. */
function valueFor(parent: Node, target: Expr): Expr | undefined {
  if (parent.kind === 'KeyValueExpr') return parent.key === target ? unparen(parent.value) : undefined;
  if (parent.kind !== 'AssignStmt' || parent.lhs.length !== parent.rhs.length) return undefined;
  const value = parent.rhs[parent.lhs.indexOf(target)];
  return value && unparen(value);
}

const isNewCommand = (fn: FunctionUnit, e: Expr): boolean =>
  e.kind === 'CallExpr' && isCallTo(fn, e, 'os/exec', '', 'Command', 'CommandContext');
