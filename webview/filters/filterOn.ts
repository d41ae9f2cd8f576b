import { type Filter, type FilterKind, quoteMeta } from '../../profile/query/filter.ts';
import type { FrameColumns } from '../../profile/view/frameTable.ts';

/** The filters that a frame's menu offers, in its order. */
export const frameFilters = [
  { kind: 'focus', label: 'Focus on This' },
  { kind: 'ignore', label: 'Ignore Stacks with This' },
  { kind: 'hide', label: 'Hide This Frame' },
  { kind: 'show', label: 'Show Only This Frame' },
  { kind: 'show_from', label: 'Show from Here' },
] as const satisfies readonly { readonly kind: FilterKind; readonly label: string }[];

/** The filter for a frame's function, or for its file where frames are files; undefined for what has no name. */
export function filterOn(kind: FilterKind, frames: FrameColumns, frame: number): Filter | undefined {
  const name = frames.functionName[frame] || frames.file[frame];
  return name ? { kind, value: exactly(name) } : undefined;
}

/** A pattern for the whole of a text. */
export function exactly(text: string): string {
  return `^${quoteMeta(text)}$`;
}

/** The text that `exactly` was given; any other pattern as it is. */
export function readable(pattern: string): string {
  const inner = pattern.slice(1, -1).replace(/\\([\\.+*?()|[\]{}^$])/g, '$1');
  return pattern === exactly(inner) ? inner : pattern;
}

/** A filter's value for the eye: quoted texts as what they stand for. */
export function readableValue({ kind, value }: Filter): string {
  if (kind !== 'tagfocus' && kind !== 'tagignore') return readable(value);
  const equals = value.indexOf('=');
  if (equals < 0) return readable(value);
  const texts = value.slice(equals + 1).split(',');
  return `${value.slice(0, equals)}=${texts.map((text) => readable(text.replaceAll('\\x2c', ','))).join(', ')}`;
}

/** The filter that a menu's choice stands for, if it is one. */
export function filterChosen(choice: string, frames: FrameColumns, frame: number): Filter | undefined {
  const chosen = frameFilters.find(({ kind }) => kind === choice);
  return chosen && filterOn(chosen.kind, frames, frame);
}
