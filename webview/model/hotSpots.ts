import type { FrameIndex } from '../../profile/view.ts';
import type { Analysis } from './analysis.ts';

/**
 * The function beside the given one in the order of what functions cost themselves, the most first; round and round.
 * Where nothing costs anything itself, undefined.
 */
export function hotSpotBeside(
  { sums: { flat } }: Pick<Analysis, 'sums'>,
  from: FrameIndex | undefined,
  step: 1 | -1,
): FrameIndex | undefined {
  const size = (frame: number): number => Math.abs(flat[frame] ?? 0);
  const spots = Array.from(flat.keys()).filter((frame) => size(frame) > 0);
  spots.sort((a, b) => size(b) - size(a) || a - b);
  const at = from === undefined ? -1 : spots.indexOf(from);
  if (at < 0) return step > 0 ? spots[0] : spots.at(-1);
  return spots[(at + step + spots.length) % spots.length];
}
