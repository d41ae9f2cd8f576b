// -trimpath cleans the frames, but a Go profile still names the file that ran: each mapping holds its
// path. Only that name is changed here, to its last part; all samples stay as they were recorded.
import { gunzipSync, gzipSync } from 'node:zlib';

const mappingField = 3;
const stringField = 6;
const mappingFilename = 5;
const lengthDelimited = 2;

/** Gzipped profile.proto in, the same out, without folders of this machine. Throws if one is left. */
export function withoutMachinePaths(gzipped) {
  const raw = gunzipSync(gzipped);
  const fields = [...fieldsOf(raw)];
  const names = new Set(fields.filter((f) => f.number === mappingField).map((f) => filenameOf(f.payload)));
  let index = 0;
  const parts = fields.map((field) => {
    if (field.number !== stringField) return field.bytes;
    const text = field.payload.toString();
    const kept = names.has(index++) ? text.slice(text.lastIndexOf('/') + 1) : text;
    if (kept.startsWith('/') && !isRoute(kept)) throw new Error(`the profile names a path of this machine: ${kept}`);
    return kept === text ? field.bytes : stringEntry(kept);
  });
  return gzipSync(Buffer.concat(parts), { level: 9 });
}

/** Routes stand in the labels; they have one short part and no folder of a machine looks like that here. */
function isRoute(text) {
  return /^\/[a-z-]+$/.test(text);
}

function filenameOf(mapping) {
  for (const field of fieldsOf(mapping)) {
    if (field.number === mappingFilename) return field.value;
  }
  return 0;
}

function* fieldsOf(buffer) {
  for (let at = 0; at < buffer.length; ) {
    const start = at;
    const [tag, afterTag] = varint(buffer, at);
    const [value, afterValue] = varint(buffer, afterTag);
    const number = tag >>> 3;
    at = (tag & 7) === lengthDelimited ? afterValue + value : afterValue;
    yield { number, value, payload: buffer.subarray(afterValue, at), bytes: buffer.subarray(start, at) };
  }
}

/** Value and next offset; values beyond 2^53 lose digits, which no field used here reaches. */
function varint(buffer, at) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = buffer[at++];
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return [value, at];
  }
}

function stringEntry(text) {
  const payload = Buffer.from(text);
  if (payload.length > 127) throw new Error('a file name of more than 127 bytes');
  return Buffer.concat([Buffer.from([(stringField << 3) | lengthDelimited, payload.length]), payload]);
}
