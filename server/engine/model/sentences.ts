import { short } from '../flow/tell.ts';
import type { Code, Instruction, Span } from './code.ts';
import type { Event } from './event.ts';
import { intOf, isInt } from './value.ts';

/** Where an event stands in the source, and what happens there. */
export interface Sentence {
  readonly code: Code;
  readonly at: Span;
  readonly message: string;
  /** The same in a few letters, for a picture. */
  readonly label: string;
}

/** An event of a run as a plain sentence; undefined for what the reader sees from the next one. `life` names goroutines. */
export function sentence(e: Event, life: (process: number) => string): Sentence | undefined {
  const i = e.code.instructions[e.pc] as Instruction;
  const text = textOf(e.code, i.at);
  const told = (what: string, label: string = text): Sentence => ({
    code: e.code,
    at: i.at,
    message: what.replace('%', () => `\`${text}\``),
    label,
  });
  switch (i.op) {
    case 'go':
      return told(i.byUser ? '% is called' : '% starts a goroutine');
    case 'call':
      return i.byUser ? told('% is called') : undefined;
    case 'jump':
    case 'leave':
      return e.process === 0 ? told('the function returns', 'returns') : told('the goroutine ends', 'ends');
    case 'test':
      return tested(e, i, told, text);
    case 'send':
      return told(e.partner === undefined ? '% is sent' : `% is sent, and ${life(e.partner)} receives it`);
    case 'receive':
      return i.isRange ? ranged(e, told, text) : received(e, told);
    case 'close':
      return told('% closes the channel');
    case 'select':
      return selected(e, i, told);
    case 'sync':
      return synchronised(e, i);
    default:
      return undefined;
  }
}

type Tell = (what: string, label?: string) => Sentence;

function selected(e: Event, i: Instruction & { op: 'select' }, told: Tell): Sentence {
  const c = i.cases[e.clause];
  if (!c) return told('the default case is taken', 'default');
  const text = textOf(e.code, c.at);
  const why = e.isContext ? ', for the context has ended' : '';
  return { code: e.code, at: c.at, message: `the case \`${text}\` is taken${why}`, label: `case ${text}` };
}

function received(e: Event, told: Tell): Sentence {
  if (e.isContext) return told('% returns, for the context has ended');
  return told(e.answer === false ? '% returns, for the channel is closed' : '% receives');
}

const ranged = (e: Event, told: Tell, text: string): Sentence =>
  e.answer === false
    ? told('% is closed: the loop over it ends', `${text} is closed`)
    : told('the loop over % receives', `range ${text}`);

function tested(e: Event, i: Instruction & { op: 'test' }, told: Tell, text: string): Sentence | undefined {
  switch (i.of) {
    case 'received':
    case 'aside':
      return undefined;
    case 'left':
      return e.answer ? undefined : told('%: the function returns from the loop', text);
    case 'loop':
      return told(`the loop over % ${e.answer ? 'goes round' : 'ends'}`, e.answer ? `range ${text}` : 'loop ends');
    case 'once':
      return told(`% ${e.answer ? 'runs its function' : 'has run its function before'}`);
    case 'case':
      return e.answer ? told('the case % is taken', `case ${text}`) : undefined;
    default:
      return told(`% is ${e.answer}`, `${text}: ${e.answer}`);
  }
}

function synchronised(e: Event, i: Instruction & { op: 'sync' }): Sentence | undefined {
  const what = i.what === 'Add' ? counting(i) : synchronising[i.what];
  if (what === undefined) return undefined;
  const { code, pc } = e.call ?? e;
  const { at } = code.instructions[pc] as Instruction;
  const text = textOf(code, at);
  return { code, at, message: `\`${text}\` ${what}`, label: text };
}

function counting({ amount }: Instruction & { op: 'sync' }): string {
  const isDown = amount.kind === 'const' && isInt(amount.value) && intOf(amount.value) < 0;
  return isDown ? 'counts down' : 'counts up';
}

const synchronising: Readonly<Record<string, string>> = {
  Lock: 'gets the lock',
  RLock: 'gets the lock',
  Unlock: 'gives the lock back',
  RUnlock: 'gives the lock back',
  Wait: 'returns: the counter is zero',
  condWait: 'wakes up',
  Signal: 'wakes one who waits',
  Broadcast: 'wakes all who wait',
  cancel: 'ends the context',
};

/** Source text on one line, without a body. */
export function textOf(code: Code, at: Span): string {
  const text = code.function.textOf(at);
  return short(/\bfunc\b|^select\b/.test(text) ? (text.split('{')[0] ?? '').trim() : text);
}
