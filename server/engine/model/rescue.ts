import type { FunctionUnit, PackageView, Use } from '../package/view.ts';
import type { Node as Syntax } from '../syntax/ast.ts';
import type { Stuck } from './blame.ts';
import type { Instruction } from './code.ts';
import type { Event } from './event.ts';
import type { Node } from './explore.ts';
import { Memory } from './memory.ts';
import type { Program } from './program.ts';
import { objectsOf } from './resting.ts';
import {
  CHAN,
  CLOSURE,
  DEFERRED,
  type HeapObject,
  MUTEX,
  objectOf,
  plainNumbers,
  STRUCT,
  type State,
} from './state.ts';
import { refOf, type Value } from './value.ts';

/**
 * Could code that the run has neither gone through nor stands in end the wait? It could if it gets hold of what is waited for: by a field of
 * a type of the package, which says by its uses who that is; by anything else, everybody.
 */
export function hasOtherRescue(program: Program, node: Node, stuck: Stuck, events: readonly Event[]): boolean {
  const a = node.state.processes[stuck.process]?.stack.at(-1);
  const waits = stuck.code.instructions[stuck.pc];
  if (!a || !waits) return true;
  const running = node.state.processes.flatMap((p) => p.stack.flatMap((x) => program.codes[x.code]?.function ?? []));
  const ran = new Set([...events.map((e) => e.code.function), ...running]);
  const memory = new Memory(program, node.state, () => 0);
  return objectsOf(memory, a).some((value) => {
    const object = objectOf(node.state, value);
    if (!object || object[0] === MUTEX) return false;
    const fields = holders(program, node, object);
    return !fields || fields.some(([type, field]) => isUsedElsewhere(program.package, type, field, waits, ran));
  });
}

type FieldName = readonly [type: string, field: string];

/** The fields that have held an object on the way to a node, by where it was made; undefined where something else has. */
function holders(program: Program, node: Node, object: HeapObject): FieldName[] | undefined {
  const fields: FieldName[] = [];
  for (let n: Node | undefined = node; n; n = n.from) {
    const { state } = n;
    const lasting = reachable(state);
    for (const [index, holder] of state.heap.entries()) {
      const [kind = 0, layoutId = 0] = holder;
      const from = plainNumbers[kind] ?? 0;
      for (let i = from; i < holder.length; i++) {
        const held = objectOf(state, holder[i] as Value);
        if (held?.[0] !== object[0] || held?.[1] !== object[1]) continue;
        // What only a running goroutine has: its own closure, its deferred calls.
        if ((kind === CLOSURE || kind === DEFERRED) && !lasting.has(index)) continue;
        const layout = kind === STRUCT ? program.layouts[layoutId] : undefined;
        const field = layout && [...layout.fields].find(([, at]) => at === i - from)?.[0];
        // An exported field is everybody's.
        if (!layout?.name || field === undefined || /^\p{Lu}/u.test(field)) return undefined;
        fields.push([layout.name, field]);
      }
    }
  }
  return fields;
}

/** What can be reached from a struct, from a value in a channel, or from a package variable. */
function reachable(state: State): ReadonlySet<number> {
  const seen = new Set<number>();
  const visit = (v: Value): void => {
    const o = objectOf(state, v);
    if (!o || seen.has(refOf(v))) return;
    seen.add(refOf(v));
    for (let i = plainNumbers[o[0] as number] ?? 0; i < o.length; i++) visit(o[i] as Value);
  };
  for (const g of state.globals) visit(g);
  for (const o of state.heap)
    if (o[0] === STRUCT || o[0] === CHAN) for (let i = plainNumbers[o[0]] ?? 0; i < o.length; i++) visit(o[i] as Value);
  return seen;
}

function isUsedElsewhere(
  pkg: PackageView,
  type: string,
  field: string,
  waits: Instruction,
  ran: ReadonlySet<FunctionUnit>,
): boolean {
  return pkg.usesOfField(type, field).some((use) => !hasRun(use.function, ran) && !isSameKind(use, waits));
}

function hasRun(fn: FunctionUnit | undefined, ran: ReadonlySet<FunctionUnit>): boolean {
  for (let f = fn; f; f = f.outer) if (ran.has(f)) return true;
  return false;
}

/** Somebody else who waits alike, or who asks how much is in it, frees nobody. */
function isSameKind({ expr, parent }: Use, waits: Instruction): boolean {
  if (parent.kind === 'CallExpr') return parent.fun.kind === 'Ident' && /^(len|cap)$/.test(parent.fun.name);
  if (parent.kind === 'BinaryExpr') return true;
  return waits.op === 'send' ? isSend(parent, expr) : waits.op === 'receive' && isReceive(parent, expr);
}

const isSend = (parent: Syntax, channel: Syntax): boolean => parent.kind === 'SendStmt' && parent.chan === channel;
const isReceive = (parent: Syntax, channel: Syntax): boolean =>
  (parent.kind === 'UnaryExpr' && parent.op === '<-') || (parent.kind === 'RangeStmt' && parent.x === channel);
