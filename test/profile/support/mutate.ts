import { mulberry32 } from '../../../scripts/bench/profileGenerator.ts';

type Below = (limit: number) => number;

/** Damages a copy of the bytes; the same seed does the same. Text is damaged by lines and numbers as well. */
export function mutate(bytes: Uint8Array, seed: number, isText = false): Uint8Array {
  const random = mulberry32(seed);
  const below: Below = (limit) => Math.floor(random() * limit);
  if (isText && below(2) === 0) return inLines(bytes, below);
  return below(3) === 0 ? inVarints(bytes, below) : inBytes(bytes, below);
}

/** Cut off, bits flipped, a stretch overwritten, taken out or doubled. */
function inBytes(bytes: Uint8Array, below: Below): Uint8Array {
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

/** Varints at the edges of what they hold: ten bytes, eleven, 2^32, 2^53, 2^63, -1, zero in two bytes. */
const edges: readonly Uint8Array[] = [
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0x80, 0x80, 0x80, 0x80, 0x10],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
].map((bytes) => Uint8Array.from(bytes));

/** A number, a length or a tag of profile.proto is another one, or one field stands twice with its length kept right. */
function inVarints(bytes: Uint8Array, below: Below): Uint8Array {
  const fields = fieldsOf(bytes);
  const field = fields[below(fields.length)];
  if (!field) return bytes;
  const head = bytes.subarray(0, field.start);
  const whole = bytes.subarray(field.start, field.end);
  const rest = bytes.subarray(field.end);
  switch (below(5)) {
    case 0:
      return Buffer.concat([head, whole, whole, rest]);
    case 1:
      return Buffer.concat([head, rest, whole]);
    case 2:
      // Another field number or wire type.
      return Buffer.concat([head, Uint8Array.of((whole[0]! & 0x80) | below(128)), whole.subarray(1), rest]);
    case 3: {
      const at = field.start + 1 + below(Math.max(1, field.end - field.start - 1));
      return Buffer.concat([bytes.subarray(0, at), edges[below(edges.length)]!, bytes.subarray(at + 1)]);
    }
    default:
      return Buffer.concat([head, Uint8Array.of(whole[0]!), edges[below(edges.length)]!, rest]);
  }
}

/** The top-level fields, as far as they can be read. */
function fieldsOf(bytes: Uint8Array): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; at < bytes.length; shift *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < bytes.length) {
    const start = at;
    const wire = varint() & 7;
    if (wire === 0) varint();
    else if (wire === 2) at += varint();
    else break;
    if (at > bytes.length) break;
    found.push({ start, end: at });
  }
  return found;
}

const numbers = ['0', '-1', '18446744073709551616', '1e999', '007', '9007199254740993', '', '0x', 'NaN'];

/** A line is lost, doubled, moved or cut, or a number is another one. */
function inLines(bytes: Uint8Array, below: Below): Uint8Array {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const at = below(lines.length);
  const line = lines[at] ?? '';
  switch (below(6)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(below(lines.length), 0, line);
      break;
    case 2:
      lines.splice(at, 1, line.slice(0, below(line.length + 1)));
      break;
    case 3:
      lines.splice(
        at,
        1,
        line.replaceAll(/\d+/g, (n) => (below(3) === 0 ? numbers[below(numbers.length)]! : n)),
      );
      break;
    case 4:
      lines.splice(at, 1, ` ${line}\t${'[(x'.repeat(below(200))}`);
      break;
    default:
      lines.splice(at, 1, ...Array<string>(below(50)).fill(line));
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}
