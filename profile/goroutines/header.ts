import { type Label, parseLabels } from './labelText.ts';

/** What the header line of a goroutine says about it. */
export interface Header {
  /** `chan send`, `select (no cases)` …, without the marks below. */
  readonly state: string;
  /** Whole minutes of waiting, a lower bound; undefined if less than one or not told. */
  readonly waitMinutes: number | undefined;
  readonly leaked: boolean;
  readonly lockedToThread: boolean;
  readonly labels: readonly Label[];
}

/** The start of Go 1.26's labels, inside the bracket. */
const innerLabels = ' labels:{';

/**
 * Reads the part of `goroutine 7 [chan send, 5 minutes, locked to thread]:` from the bracket on. Labels stand in the
 * bracket (Go 1.26) or behind it in braces (1.27).
 */
export function parseHeader(bracket: string): Header {
  const inner = bracket.indexOf(innerLabels);
  const close = inner >= 0 ? inner : bracket.indexOf(']');
  const content = bracket.slice(1, close < 0 ? undefined : close);
  const [first = '', ...attributes] = content.split(', ');
  const minutes = attributes.find((attribute) => / minutes?$/.test(attribute));
  return {
    state: first.replace(/ \((leaked|scan|durable)\)/g, ''),
    waitMinutes: minutes === undefined ? undefined : Number.parseInt(minutes, 10),
    leaked: first.includes(' (leaked)') || first === 'leaked',
    lockedToThread: attributes.includes('locked to thread'),
    labels: parseLabels(labelTextOf(bracket, inner, close)),
  };
}

function labelTextOf(bracket: string, inner: number, close: number): string {
  const open = inner >= 0 ? inner + innerLabels.length - 1 : bracket.indexOf('{', close);
  if (close < 0 || open < 0) return '';
  const end = bracket.lastIndexOf('}');
  return bracket.slice(open + 1, end < open ? undefined : end);
}
