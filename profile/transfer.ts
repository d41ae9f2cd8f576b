import type { Profile, ProfileColumns } from './profile.ts';
import { StringTable } from './stringTable.ts';

/** A profile ready to be posted: `postMessage(columns, transfer)`. */
export interface ProfileTransfer {
  readonly columns: ProfileColumns;
  readonly transfer: ArrayBuffer[];
}

/**
 * The plain data of a profile and the buffers it consists of. Posting with the `transfer` list empties the sender's
 * profile; posting without it copies.
 */
export function toTransfer(profile: Profile): ProfileTransfer {
  const { header, samples, stacks, labels, locations, lines, functions, mappings, strings } = profile;
  const columns: ProfileColumns = { header, samples, stacks, labels, locations, lines, functions, mappings, strings };
  return { columns, transfer: buffersOf(columns) };
}

/** The profile that `toTransfer` took apart, on the receiving side. */
export function fromTransfer(columns: ProfileColumns): Profile {
  return { ...columns, text: new StringTable(columns.strings) };
}

function buffersOf(columns: ProfileColumns): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const group of Object.values(columns)) {
    for (const column of Object.values(group).flat()) {
      if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) buffers.add(column.buffer);
    }
  }
  return [...buffers];
}
