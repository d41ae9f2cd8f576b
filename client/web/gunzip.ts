import type { Gunzip } from '../../profile/open.ts';

/** DecompressionStream, chunk by chunk, so that a bomb is stopped at the limit. */
export const gunzip: Gunzip = async (packed, limit) => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > limit) {
        await reader.cancel();
        return 'too-large';
      }
      chunks.push(next.value);
    }
  } catch {
    return 'bad-gzip';
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};
