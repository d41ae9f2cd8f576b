import type { FileContent } from '../../protocol/webview.ts';

// How a file that was read before gets into a page that can only fetch bytes: the numbers of its columns one after the
// other, and in front of them, as JSON, all the rest.

const columnTypes = { Uint8Array, Uint16Array, Uint32Array, Float64Array };
type ColumnType = keyof typeof columnTypes;

/** What stands for a column: where its bytes begin, and how many numbers they are. */
interface Place {
  readonly column: ColumnType;
  readonly start: number;
  readonly length: number;
}

export function pack(content: FileContent): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const text = JSON.stringify(content, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const column = value as Uint32Array;
    const part = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    const place: Place = { column: value.constructor.name as ColumnType, start: size, length: column.length };
    parts.push(part);
    size += part.length;
    return place;
  });
  const head = new TextEncoder().encode(text);
  const packed = new Uint8Array(4 + head.length + size);
  new DataView(packed.buffer).setUint32(0, head.length);
  packed.set(head, 4);
  let at = 4 + head.length;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

export function unpack(packed: ArrayBuffer): FileContent {
  const headLength = new DataView(packed).getUint32(0);
  const body = 4 + headLength;
  return JSON.parse(new TextDecoder().decode(new Uint8Array(packed, 4, headLength)), (_, value) => {
    const { column, start, length } = (value ?? {}) as Partial<Place>;
    if (column === undefined || start === undefined) return value;
    const Type = columnTypes[column];
    // A copy, since a column may begin at any byte.
    return new Type(packed.slice(body + start, body + start + (length ?? 0) * Type.BYTES_PER_ELEMENT));
  });
}
