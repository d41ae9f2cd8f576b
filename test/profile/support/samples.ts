import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeProfile } from '../../../profile/decode.ts';
import { readLegacy } from '../../../profile/legacy/readLegacy.ts';
import type { Profile } from '../../../profile/profile.ts';

export const samplesFolder = join(import.meta.dirname, '..', 'samples');
export const keptAnswers = join(import.meta.dirname, '..', 'kept', 'answers');
export const keptFilters = join(import.meta.dirname, '..', 'kept', 'filters');
export const keptTags = join(import.meta.dirname, '..', 'kept', 'tags');
export const keptReports = join(import.meta.dirname, '..', 'kept', 'reports');

/** The unpacked bytes of a recorded file. */
export function sampleBytes(file: string): Uint8Array {
  const bytes = readFileSync(join(samplesFolder, file));
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

export function sampleText(file: string): string {
  return readFileSync(join(samplesFolder, file), 'utf8');
}

/** A sample as pprof reads it: the lines that name symbols in text forms are no part of it. */
export function sampleProfile(file: string): Profile {
  const bytes = sampleBytes(file);
  const proto = decodeProfile(bytes);
  const decoded = proto.ok ? proto : (readLegacy(withoutSymbols(bytes)) ?? proto);
  if (!decoded.ok) throw new Error(`${file}: ${decoded.error.message}`);
  return decoded.value;
}

function withoutSymbols(bytes: Uint8Array): Uint8Array {
  return Buffer.from(
    Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/^#\t.*\n/gm, ''),
    'latin1',
  );
}

/** Recorded by Go, one of each kind. */
export const recordedProfiles = [
  'allocs.pb.gz',
  'block.pb.gz',
  'cpu-labelled.pb.gz',
  'cpu.pb.gz',
  'cpu2.pb.gz',
  'goroutine.pb.gz',
  'goroutineleak.pb.gz',
  'heap-after.pb.gz',
  'heap-before.pb.gz',
  'mutex.pb.gz',
  'walk.pb.gz',
] as const;
