import { mulberry32 } from '../../../scripts/bench/profileGenerator.ts';

/** Damages a copy of the bytes: cut off, bits flipped, a stretch overwritten, taken out or doubled. */
export function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const copy = Uint8Array.from(bytes);
  const start = below(copy.length);
  const length = 1 + below(Math.min(64, copy.length - start));
  switch (below(6)) {
    case 0:
      return copy.subarray(0, start);
    case 1:
      for (let flips = 1 + below(8); flips > 0; flips--) copy[below(copy.length)]! ^= 1 << below(8);
      return copy;
    case 2:
      for (let i = start; i < start + length; i++) copy[i] = below(256);
      return copy;
    case 3:
      return Buffer.concat([copy.subarray(0, start), copy.subarray(start + length)]);
    case 4:
      return Buffer.concat([copy.subarray(0, start + length), copy.subarray(start)]);
    default:
      // Bytes that mean something elsewhere are the likeliest to be believed.
      copy.copyWithin(start, below(copy.length - length), below(copy.length));
      return copy;
  }
}
