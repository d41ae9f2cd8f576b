import { gunzipSync } from 'node:zlib';
import type { Gunzip } from '../profile/open.ts';

/** node:zlib for the profile model. The output buffer is sized by the hint, which saves growing it. */
export const gunzip: Gunzip = async (packed, limit, sizeHint) => {
  const chunkSize = Math.max(1024, Math.min(sizeHint + 1, limit));
  try {
    return gunzipSync(packed, { maxOutputLength: limit, chunkSize });
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? 'too-large'
      : 'bad-gzip';
  }
};
