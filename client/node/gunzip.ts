import { promisify } from 'node:util';
import { gunzip as unzip } from 'node:zlib';
import type { Gunzip } from '../../profile/open.ts';

const unpack = promisify(unzip);

/** node:zlib, with an output sized by the hint. */
export const gunzip: Gunzip = async (packed, limit, sizeHint) => {
  const chunkSize = Math.max(1024, Math.min(sizeHint + 1, limit));
  try {
    const { buffer, byteOffset, byteLength } = await unpack(packed, { maxOutputLength: limit, chunkSize });
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'bad-gzip';
  }
};
