import { isStart, walkOwn } from '../calls.ts';
import { declFacts } from '../facts/scopes.ts';
import { runsOncePerProcess } from '../lifetime.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node, RangeStmt } from '../syntax/ast.ts';
import { type FieldChannel, fieldChannelOf } from './fieldChannels.ts';

/** A goroutine that ranges over a channel of its object, which nothing in the package ever closes. */
export interface OpenFieldLoop {
  readonly function: FunctionUnit;
  readonly range: RangeStmt;
  readonly field: FieldChannel;
  readonly start: { readonly function: FunctionUnit; readonly node: Node };
  /** The method that ends the object: it shows that objects do end. */
  readonly ending: FunctionUnit | undefined;
}

const endsIt = /^(close|stop|quit|shutdown|exit|end|finish|terminate|destroy|dispose|halt|kill)/i;

export function openFieldLoops(fn: FunctionUnit): OpenFieldLoop[] {
  const found: OpenFieldLoop[] = [];
  if (fn.decl.broken || fn.file.isTest) return found;
  walkOwn(fn, (n) => {
    const field = n.kind === 'RangeStmt' ? fieldChannelOf(fn, n.x) : undefined;
    if (n.kind !== 'RangeStmt' || !field || field.escapes || field.uses.some((u) => u.kind === 'close')) return;
    // Made, and sent on, by the package: else somebody else has to do with it.
    if (!field.uses.some((u) => u.kind === 'send') || !isMade(field)) return;
    const start = startOf(fn);
    const ending = fn.package.methodsOf(field.type).find((m) => endsIt.test(m.name.replace(/^.*\./, '')));
    if (ending && isLeftByMessage(fn, n) && field.uses.some((u) => u.kind === 'send' && isWithin(ending, u))) return;
    if (start && !runsOncePerProcess(start.function)) found.push({ function: fn, range: n, field, start, ending });
  });
  return found;
}

/** What is received can make the loop end: `if req.kind == shutdown { return }`. */
function isLeftByMessage(fn: FunctionUnit, loop: RangeStmt): boolean {
  return fn.cfg.blocks.some(
    (b) =>
      b.loops.includes(loop) &&
      (b.exit === 'return' || b.successors.some(({ to, why }) => why.kind !== 'range' && !to.loops.includes(loop))),
  );
}

const isWithin = (fn: FunctionUnit, use: FieldChannel['uses'][number]): boolean =>
  use.function?.decl === fn.decl && use.node.start >= fn.syntax.start && use.node.end <= fn.syntax.end;

const isMade = (field: FieldChannel): boolean => {
  const stores = field.uses.filter((u) => u.kind === 'store');
  return (
    stores.length > 0 &&
    stores.every(({ node, expr }) => {
      const value =
        node.kind === 'KeyValueExpr'
          ? node.value
          : node.kind === 'AssignStmt'
            ? node.rhs[node.lhs.indexOf(expr)]
            : undefined;
      return value?.kind === 'CallExpr' && value.fun.kind === 'Ident' && value.fun.name === 'make';
    })
  );
};

/** The `go` statement that starts the function. */
function startOf(fn: FunctionUnit): OpenFieldLoop['start'] | undefined {
  if (fn.syntax.kind === 'FuncLit') {
    const { parents } = declFacts(fn.decl);
    const call = parents.get(fn.syntax);
    const go = call && parents.get(call);
    return go?.kind === 'GoStmt' && fn.outer ? { function: fn.outer, node: go } : undefined;
  }
  const start = fn.package.callsTo(fn).find(isStart);
  return (
    start && { function: start.function, node: declFacts(start.function.decl).parents.get(start.call) ?? start.call }
  );
}
