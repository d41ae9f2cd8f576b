import type { StringColumns } from '../profile.ts';
import type { Layout } from './scan.ts';

/** Copies the strings together, so that the file's bytes need not be kept for their sake. */
export function collectStrings(bytes: Uint8Array, { strings }: Layout): StringColumns {
  const offsets = new Uint32Array(strings.count + 1);
  for (let i = 0; i < strings.count; i++) {
    offsets[i + 1] = offsets[i]! + strings.end(i) - strings.start(i);
  }
  const text = new Uint8Array(offsets[strings.count]!);
  for (let i = 0; i < strings.count; i++) {
    text.set(bytes.subarray(strings.start(i), strings.end(i)), offsets[i]!);
  }
  return { count: strings.count, bytes: text, offsets };
}
