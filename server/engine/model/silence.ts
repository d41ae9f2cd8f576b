import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { Code, Instruction } from './code.ts';
import { explore, type Node, type Spent } from './explore.ts';
import { Memory } from './memory.ts';
import type { Program } from './program.ts';
import { objectsOf } from './resting.ts';
import { isWorthwhile } from './roots.ts';
import { textOf } from './sentences.ts';
import { type Activation, CHAN, COND, CONTEXT, GROUP, mayEnd, objectOf } from './state.ts';
import { systemsOf } from './systems.ts';
import { openings } from './tell.ts';
import { isRef, NIL } from './value.ts';
import { type World, Worlds } from './worlds.ts';

/** What the model knows about an operation at which a goroutine waits, and about which it says nothing. */
export interface Silence {
  /** The operation's text. */
  readonly operation: string;
  /** Why nothing is said, one sentence each. */
  readonly reasons: readonly string[];
}

/** For the operations that can block between two offsets of a file: what made the model silent about them. */
export function silences(pkg: PackageView, file: string, start: number, end: number): readonly Silence[] {
  const found = new Map<string, Set<string>>();
  const worlds = new Worlds(pkg);
  for (const fn of pkg.functions) {
    if (fn.outer || fn.decl.broken) continue;
    const own = fn.place(fn.syntax);
    const isAround = own.file === file && own.start < end && own.end > start;
    const world = isAround || isWorthwhile(fn) ? worlds.of(fn) : undefined;
    const systems = systemsOf(fn).map((s) => worlds.ofSystem(s));
    for (const w of [world, ...systems].filter((x) => x !== undefined)) {
      const spent: Spent = { states: 0, runs: 0, steps: 0, isUsedUp: false };
      const nodes = explore(w.program, w.start, spent);
      if (w === world && isAround && spent.lost !== undefined)
        found.set(fn.name, new Set([`a run of it is not followed: ${spent.lost}`]));
      for (const here of reachedIn(w.program, nodes, file, start, end))
        for (const [operation, reason] of reasonsOf(w.program, fn, w.start, here, file, start, end))
          found.set(operation, (found.get(operation) ?? new Set()).add(reason));
    }
  }
  return [...found].map(([operation, reasons]) => ({ operation, reasons: [...reasons] }));
}

/** The nodes in which somebody rests at an operation between the offsets, by the operation. */
function reachedIn(
  program: Program,
  nodes: readonly Node[],
  file: string,
  start: number,
  end: number,
): Iterable<readonly Node[]> {
  const reached = new Map<string, Node[]>();
  for (const node of nodes)
    for (const p of node.state.processes) {
      const a = p.stack.at(-1);
      const code = a && program.codes[a.code];
      if (!a || !code || !isHere(code, a.pc, file, start, end)) continue;
      const key = `${code.id}/${a.pc}`;
      reached.set(key, [...(reached.get(key) ?? []), node]);
    }
  return reached.values();
}

function isHere(code: Code, pc: number, file: string, start: number, end: number): boolean {
  const i = code.instructions[pc];
  if (!i || !['send', 'receive', 'select', 'sync'].includes(i.op)) return false;
  const place = code.function.place(i.at);
  return place.file === file && place.start >= start && place.start < end;
}

/** A few nodes say it all: the first of each reason is told. */
const ENOUGH = 200;

function reasonsOf(
  program: Program,
  root: FunctionUnit,
  begin: World['start'],
  nodes: readonly Node[],
  file: string,
  start: number,
  end: number,
): (readonly [string, string])[] {
  const told = new Map<string, string>();
  for (const node of nodes.slice(0, ENOUGH)) {
    const memory = new Memory(program, node.state, () => 0);
    for (const [index, p] of node.state.processes.entries()) {
      const a = p.stack.at(-1);
      const code = a && program.codes[a.code];
      if (!a || !code || !isHere(code, a.pc, file, start, end)) continue;
      const operation = textOf(code, (code.instructions[a.pc] as Instruction).at);
      for (const reason of [
        ...objectReasons(memory, a, () => openings(program, begin, node)),
        ...runReasons(root, node, index),
      ])
        told.set(`${operation}\n${reason}`, operation);
    }
  }
  return [...told].map(([key, operation]) => [operation, key.slice(operation.length + 1)]);
}

function runReasons(root: FunctionUnit, node: Node, process: number): string[] {
  if (node.lost !== undefined)
    return [`a run of \`${root.name}\` comes here that is not followed to its end: ${node.lost}`];
  if (node.canMove === -1)
    return [`a run of \`${root.name}\` goes on from here to where it is not followed any further`];
  if ((node.canMove & (1 << process)) === 0)
    return [`a run of \`${root.name}\` leaves it blocked for ever: that is told where its cause stands, or held back`];
  return [`on every run of \`${root.name}\` that comes here it can get done`];
}

function objectReasons(memory: Memory, a: Activation, opened: () => ReturnType<typeof openings>): string[] {
  return objectsOf(memory, a).flatMap((v): string[] => {
    const o = objectOf(memory.state, v);
    if (!isRef(v) || !o)
      return v === NIL
        ? []
        : [
            'it waits for something that comes from code that is not seen: a parameter, a field, the result of an unknown call',
          ];
    if (o[0] === CONTEXT)
      return mayEnd(memory.state, o) ? ['its context may end at any time: a deadline, or a stranger’s'] : [];
    const isOpen = o[0] === CHAN ? (o[4] as number) !== 0 : (o[0] === GROUP || o[0] === COND) && o[2] === 1;
    if (!isOpen) return [];
    const by = opened().filter((x) => x.site === o[1]);
    if (by.length === 0) return ['what it waits for is shared with code that is not seen (a stranger, a timer)'];
    return by.map(({ code, pc }) => {
      const { at } = code.instructions[pc] as Instruction;
      const line = code.function.file.text.slice(0, code.function.place(at).start).split('\n').length;
      return `what it waits for escapes: \`${textOf(code, at)}\` (line ${line}) hands it to code that is not seen`;
    });
  });
}
