import type { WitnessStep } from '../finding.ts';
import type { Stuck } from './blame.ts';
import type { Code, Instruction } from './code.ts';
import type { Event } from './event.ts';
import { begin, type Node, type Start, Tape } from './explore.ts';
import { type LifeStart, Lives } from './lives.ts';
import { Machine } from './machine.ts';
import type { Program } from './program.ts';
import { sentence, textOf } from './sentences.ts';

export interface Telling {
  readonly events: readonly Event[];
  /** Questions on the way that nothing in the code answers. */
  readonly openChoices: number;
  /** All answers that the code leaves open, with those that are given as a rule. */
  readonly answers: number;
  /** How much is taken for granted by all of them. */
  readonly weight: number;
}

/** Runs again from the start to the node, and records what happens. */
export function events(program: Program, start: Start, node: Node): Telling {
  let openChoices = 0;
  let answers = 0;
  let weight = 0;
  for (let n: Node | undefined = node; n; n = n.from) {
    openChoices += n.openChoices;
    answers += n.choices.length;
    weight += n.weight;
  }
  return { events: rerun(program, start, node).flatMap((m) => m.events), openChoices, answers, weight };
}

/** Where the objects of a node, by the place of their creation, came into the hands of strangers on the way to it. */
export function openings(
  program: Program,
  start: Start,
  node: Node,
): readonly { readonly site: number; readonly code: Code; readonly pc: number }[] {
  return rerun(program, start, node).flatMap((m) =>
    m.opened.map((o) => ({ site: m.state.heap[o.object]?.[1] ?? -1, code: o.code, pc: o.pc })),
  );
}

/** The transitions from the start to the node, once more and recorded. */
function rerun(program: Program, start: Start, node: Node): Machine[] {
  const path: Node[] = [];
  for (let n: Node | undefined = node; n; n = n.from) path.unshift(n);
  return path.map((n) => {
    const tape = new Tape(n.choices);
    const from = n.from?.state ?? { heap: [], globals: [], processes: [] };
    const machine = new Machine(program, from, (k, kind) => tape.choose(k, kind), true);
    if (n.move) machine.perform(n.move);
    else begin(machine, start);
    return machine;
  });
}

/** More steps than these are told as the first and the last ones. */
const MAX_TOLD = 16;
const FIRST_TOLD = 3;

/** The run as sentences, and the message of the finding. `root`: what the first goroutine is called; `others` are the goroutines that are stuck as well. */
export function tell(
  root: string,
  stuck: Stuck,
  others: readonly Waiting[],
  run: Telling,
): { readonly message: string; readonly witness: WitnessStep[]; readonly starts: readonly LifeStart[] } {
  const lives = new Lives(root, run.events);
  const now = run.events.length;
  const waiting = (w: Waiting, message: string): WitnessStep => ({
    ...w.code.function.place(instructionOf(w.code, w.pc).at),
    message: `\`${textOf(w.code, instructionOf(w.code, w.pc).at)}\` ${message}`,
    label: textOf(w.code, instructionOf(w.code, w.pc).at),
    goroutine: lives.nameOf(w.process, now),
    isBlocked: true,
  });
  const also = others
    .filter((o) => o.process !== stuck.process)
    .map((o) => waiting(o, 'waits, and is never freed either'));
  const end = waiting(stuck, 'waits, and nobody is left who could end that: blocked for ever');
  const text = textOf(stuck.code, instructionOf(stuck.code, stuck.pc).at);
  return {
    message: messageOf(stuck, text),
    witness: [...shortened(stepsOf(root, run.events)), ...also, end],
    starts: lives.starts,
  };
}

/** All steps of a run whose first goroutine is called `root`. */
export function stepsOf(root: string, events: readonly Event[]): WitnessStep[] {
  const lives = new Lives(root, events);
  const ended = new Set<string>();
  return events.flatMap((e, at): WitnessStep[] => {
    const name = (process: number): string => lives.nameOf(process, at);
    const said = sentence(e, name);
    if (!said) return [];
    // Who uses the value calls by himself: nobody of the package has started that goroutine.
    const isOfUser = e.partner !== undefined && isOwnCall(e);
    const goroutine = name(isOfUser ? e.partner : e.process);
    // Deferred calls run between the return of a function and its end.
    if (isEnd(e) && ended.has(goroutine)) return [];
    if (isEnd(e)) ended.add(goroutine);
    const partner = e.partner === undefined || isOfUser || isReceiving(e) ? undefined : name(e.partner);
    return [
      {
        ...said.code.function.place(said.at),
        message: said.message,
        label: said.label,
        goroutine,
        ...(partner === undefined ? {} : { partner }),
      },
    ];
  });
}

/** A goroutine and the operation at which it rests. */
export interface Waiting {
  readonly process: number;
  readonly code: Code;
  readonly pc: number;
}

function shortened(steps: readonly WitnessStep[]): WitnessStep[] {
  const omitted = steps.length - MAX_TOLD;
  if (omitted <= 0) return [...steps];
  const rest = steps.slice(FIRST_TOLD + omitted);
  return [...steps.slice(0, FIRST_TOLD), ...rest.map((s, i) => (i === 0 ? { ...s, omitted } : s))];
}

const instructionOf = (code: Code, pc: number): Instruction => code.instructions[pc] as Instruction;
const isEnd = (e: Event): boolean => ['jump', 'leave'].includes(instructionOf(e.code, e.pc).op);

function isOwnCall(e: Event): boolean {
  const i = instructionOf(e.code, e.pc);
  return i.op === 'go' && i.byUser === true;
}

function isReceiving(e: Event): boolean {
  const i = instructionOf(e.code, e.pc);
  return i.op === 'receive' || (i.op === 'select' && i.cases[e.clause]?.direction === 'receive');
}

function messageOf(stuck: Stuck, text: string): string {
  return `${messages[stuck.rule]?.replace('%', `\`${text}\``) ?? `\`${text}\` may block for ever.`}`;
}

const messages: Readonly<Record<string, string>> = {
  'send-abandoned-by-select':
    '% blocks for ever once the receiver has left its select by another case. Give the channel room for the value, or select on the stop signal here too.',
  'send-abandoned-by-return':
    '% blocks for ever when the receiver has returned before. Give the channel room for the value, or receive on every path.',
  'more-senders-than-receives':
    '% blocks for ever: there are more sends than receives. Give the channel room for all, or receive from all.',
  'more-sends-than-capacity':
    '% is one send more than is ever received. Return after the first send, or give the channel room for both.',
  'send-without-receiver': '% blocks for ever: nobody receives. Start the receiver first, or give the channel room.',
  'send-ignores-stop':
    '% blocks for ever once its receiver has been told to stop. Select on the same stop signal here.',
  'receive-never-closed':
    '% never ends: nobody closes the channel when all has been sent. Close it where the last value is sent.',
  'done-not-signalled': '% waits for ever on some run: nobody signals any more. Signal on every path, best by `defer`.',
  'blocks-forever': '% blocks for ever: the channel is nil. Make it before it is used.',
  'lock-not-released':
    '% waits for ever: the mutex was not unlocked on some path. Unlock it on every path, best by `defer`.',
  'double-lock':
    '% waits for itself: this goroutine holds the mutex already. Unlock it first, or call a variant that expects it locked.',
  'recursive-rlock': '% waits for a writer that waits for this goroutine, which reads already. Read-lock once.',
  'lock-order':
    '% and another goroutine wait for each other: they take the same mutexes in another order. Take them in one order everywhere.',
  'blocked-while-locked':
    '% waits while a mutex is held that its peer needs first: both block for ever. Unlock before waiting.',
  'cond-never-signalled':
    '% is never woken: no Signal or Broadcast comes after it. Signal after every change of the condition.',
  'waitgroup-done-missing':
    '% never returns: Done is called less often than Add says. Call it by `defer` in every goroutine.',
};
