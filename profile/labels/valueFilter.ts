import { quoteMeta } from '../query/filter.ts';
import { scale } from '../units.ts';

/** A tagfocus for one string value of a key, and nothing else. */
export function textFilter(key: string, value: string): string {
  const pattern = exact(value);
  // What stands before the first = would be taken for the key.
  return key === '' || key.includes('=') ? exact(`${key}:${value}`).replaceAll('=', '\\x3d') : `${key}=${pattern}`;
}

/** Several values of a key: any of them. */
export function textsFilter(key: string, values: readonly string[]): string {
  return `${key}=${values.map(exact).join(',')}`;
}

/** A tagfocus for the numbers from `from` to `to` of a key, both included. */
export function numberFilter(key: string, unit: string, from: number, to: number): string {
  // Of a unit that nobody knows the filter must not speak: it would be taken for a regular expression.
  const known = scale(1, unit, 'auto').unit === '' ? '' : unit;
  const range = from === to ? `${from}${known}` : `${from}${known}:${to}${known}`;
  return key === '' || key.includes('=') ? range : `${key}=${range}`;
}

/** Commas separate expressions. */
function exact(text: string): string {
  return `^${quoteMeta(text).replaceAll(',', '\\x2c')}$`;
}
