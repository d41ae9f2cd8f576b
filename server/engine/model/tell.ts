import type { WitnessStep } from '../finding.ts';
import { short } from '../flow/tell.ts';
import type { Stuck } from './blame.ts';
import type { Code, Instruction, Span } from './code.ts';
import { begin, type Node, type Start, Tape } from './explore.ts';
import { type Event, Machine } from './machine.ts';
import type { Program } from './program.ts';

export interface Telling {
  readonly events: readonly Event[];
  /** Questions on the way that nothing in the code answers. */
  readonly openChoices: number;
}

/** Runs again from the start to the node, and records what happens. */
export function events(program: Program, start: Start, node: Node): Telling | undefined {
  const path: Node[] = [];
  for (let n: Node | undefined = node; n; n = n.from) path.unshift(n);
  const found: Event[] = [];
  let openChoices = 0;
  for (const n of path) {
    const tape = new Tape(n.choices);
    openChoices += n.choices.length;
    const machine = new Machine(
      program,
      n.from?.state ?? { heap: [], globals: [], processes: [] },
      (k) => tape.choose(k),
      true,
    );
    if (n.move) machine.perform(n.move);
    else begin(machine, start);
    found.push(...machine.events);
  }
  return { events: found, openChoices };
}

const MAX_TOLD = 12;

/** The run as sentences, and the message of the finding. */
export function tell(
  program: Program,
  stuck: Stuck,
  run: Telling,
): { readonly message: string; readonly witness: WitnessStep[] } {
  const last = instructionOf(stuck.code, stuck.pc);
  const steps = run.events.flatMap((e) => step(program, e) ?? []);
  const kept = steps.length > MAX_TOLD ? [...steps.slice(0, 2), ...steps.slice(2 - MAX_TOLD)] : steps;
  const text = textOf(stuck.code, last.at);
  const end: WitnessStep = {
    ...stuck.code.function.place(last.at),
    message: `\`${text}\` waits, and nobody is left who could end that: blocked for ever`,
    goroutine: goroutine(run, stuck.process),
  };
  return { message: messageOf(stuck, text), witness: [...kept, end] };
}

function step(program: Program, e: Event): WitnessStep | undefined {
  const i = instructionOf(e.code, e.pc);
  const said = sentence(e, i);
  void program;
  return said && { ...e.code.function.place(said.at), message: said.message, goroutine: name(e.process) };
}

const name = (process: number): string => (process === 0 ? 'the first goroutine' : `goroutine ${process}`);
const goroutine = (_: Telling, process: number): string => name(process);

function sentence(e: Event, i: Instruction): { readonly at: Span; readonly message: string } | undefined {
  const text = textOf(e.code, i.at);
  switch (i.op) {
    case 'go':
      return { at: i.at, message: 'a goroutine is started' };
    case 'test':
      return { at: i.at, message: `\`${text}\` is ${e.answer}` };
    case 'send':
      return { at: i.at, message: `\`${text}\` is sent` };
    case 'receive':
      return { at: i.at, message: `\`${text}\` receives` };
    case 'close':
      return { at: i.at, message: `\`${text}\` closes the channel` };
    case 'select': {
      const c = i.cases[e.clause];
      return c
        ? { at: c.at, message: `the case \`${textOf(e.code, c.at)}\` is taken` }
        : { at: i.at, message: 'the default case is taken' };
    }
    case 'sync':
      return i.what === 'onceEnter' || i.what === 'onceLeave' ? undefined : { at: i.at, message: `\`${text}\`` };
    default:
      return undefined;
  }
}

const instructionOf = (code: Code, pc: number): Instruction => code.instructions[pc] as Instruction;
const textOf = (code: Code, at: Span): string => short(code.function.textOf(at).split('{')[0]?.trim() ?? '');

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
