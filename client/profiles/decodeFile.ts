import { decodeProfile } from '../../profile/decode.ts';
import { looksLikeGoroutineDump, readGoroutineDump } from '../../profile/goroutines/dump.ts';
import { type Gunzip, readOlder, unpack } from '../../profile/open.ts';
import { success } from '../../profile/result.ts';
import { fromTransfer, toTransfer } from '../../profile/transfer.ts';
import type { FileContent, LoadProgress } from '../../protocol/webview.ts';
import type { Decoded, WorkerTask } from '../platform.ts';

/** A file's bytes to columns, told step by step: what workers run, and small files without one. */
export async function decodeFile(
  { bytes, maxUnpackedBytes }: WorkerTask,
  gunzip: Gunzip,
  onProgress: (progress: LoadProgress) => void,
): Promise<Decoded> {
  onProgress({ stage: 'unpacking' });
  const unpacked = await unpack(bytes, { gunzip, maxUnpackedBytes });
  if (!unpacked.ok) return unpacked;
  let told = 0;
  const progress = (done: number, total: number): boolean => {
    const fraction = done / total;
    if (fraction - told >= 0.02 || done === 0) onProgress({ stage: 'decoding', fraction });
    if (fraction - told >= 0.02) told = fraction;
    return true;
  };
  const decoded = decodeProfile(unpacked.value, { progress });
  if (!decoded.ok && looksLikeGoroutineDump(unpacked.value)) {
    const dump = readGoroutineDump(unpacked.value);
    if (!dump.ok) return dump;
    const { groups, truncated } = dump.value;
    return success({ kind: 'dump', dump: { groups, truncated } });
  }
  const read = decoded.ok ? decoded : readOlder(unpacked.value, decoded.error);
  return read.ok ? success({ kind: 'profile', columns: toTransfer(read.value).columns }) : read;
}

/** What can change hands instead of being copied. */
export const buffersOf = (content: FileContent): ArrayBuffer[] =>
  content.kind === 'profile' ? toTransfer(fromTransfer(content.columns)).transfer : [];
