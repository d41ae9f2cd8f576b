/** How a goroutine ends, as far as its code tells. */
export type Ending =
  /** At the latest when the context ends. */
  | { readonly kind: 'context'; readonly name: string }
  /** When the channel is closed (or gives the value that is waited for), or when a sent value is received. */
  | { readonly kind: 'channel'; readonly name: string; readonly how: 'closed' | 'given' | 'received' }
  /** When a call returns. */
  /** `isLong`: it may wait for somebody outside of the program, or serves until it is told to stop. */
  | { readonly kind: 'call'; readonly name: string; readonly isLong?: boolean }
  /** After one run through code that waits for nobody. */
  | { readonly kind: 'run' }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown'; readonly why: string };

const channelWords = { closed: 'is closed', given: 'signals', received: 'takes what it sends' };

/** The same in a few words: `ends with ctx`. */
export function endingText(e: Ending): string {
  switch (e.kind) {
    case 'context':
      return `ends with ${e.name}`;
    case 'channel':
      return `ends when ${e.name} ${channelWords[e.how]}`;
    case 'call':
      return `ends when ${e.name} returns`;
    case 'run':
      return 'ends after one run';
    case 'never':
      return 'never ends';
    case 'unknown':
      return 'unknown';
  }
}

/** One after the other; what cannot be said of all together is not known. */
export function together(waits: readonly Ending[]): Ending {
  const of = <K extends Ending['kind']>(kind: K): Extract<Ending, { kind: K }>[] =>
    waits.filter((w): w is Extract<Ending, { kind: K }> => w.kind === kind);
  const [unknown] = of('unknown');
  if (unknown) return unknown;
  if (of('never').length > 0) return { kind: 'never' };
  const [contexts, channels] = [named(of('context')), named(of('channel'))];
  if (contexts.length + channels.length > 1)
    return { kind: 'unknown', why: `it waits for ${[...contexts, ...channels].map((w) => w.name).join(' and ')}` };
  const calls = named(of('call'));
  const [first] = [...contexts, ...channels];
  const long = calls.find((c) => c.isLong);
  if (first && long) return { kind: 'unknown', why: `it waits for ${long.name} and ${first.name}` };
  if (first) return first;
  if (long && calls.filter((c) => c.isLong).length === 1) return long;
  if (calls.length > 1) return { kind: 'call', name: 'the last of its calls' };
  return calls[0] ?? { kind: 'run' };
}

function named<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return [...new Map(list.map((w) => [w.name, w])).values()];
}
