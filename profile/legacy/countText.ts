import type { ProfileProblem } from '../problem.ts';
import type { Profile } from '../profile.ts';
import { failure, type Result, success } from '../result.ts';
import { addressesIn, malformed } from './heapText.ts';
import { LegacyBuilder } from './legacyBuilder.ts';
import { beginsMemoryMap, readMemoryMap } from './memoryMap.ts';
import { SymbolLines } from './symbolLines.ts';
import { isComment, TextLines } from './textLines.ts';
import { ofOthers } from './trimming.ts';

/**
 * Go's profiles that count stacks, with debug=1: `threadcreate profile: total 7`, goroutine, and those that programs
 * add. A line is `count @ 0xpc 0xpc …`. Undefined if it is no such file.
 */
export function readCountProfile(bytes: Uint8Array): Result<Profile, ProfileProblem> | undefined {
  const lines = new TextLines(bytes);
  while (lines.next() && isComment(lines.text));
  const [, type] = /^(\S+) profile: total \d+$/.exec(lines.text) ?? [];
  if (type === undefined) return undefined;
  const builder = new LegacyBuilder();
  const symbols = new SymbolLines(builder);
  let pending: number | undefined;
  const finish = (): void => {
    if (pending !== undefined) builder.add(symbols.finish(), [pending]);
    pending = undefined;
  };
  while (lines.next() && !lines.text.startsWith('---')) {
    if (isComment(lines.text)) {
      symbols.read(lines.text);
      continue;
    }
    finish();
    const [, count, rest = ''] = /^(\d+) @((?: 0x[0-9a-f]+)*)$/.exec(lines.text) ?? [];
    const addresses = addressesIn(rest);
    if (count === undefined || !addresses) return failure(malformed(lines));
    symbols.begin(addresses.map((address) => builder.locationOf(address, 'before')));
    pending = Number(count);
  }
  finish();
  if (lines.isBroken) return failure(malformed(lines));
  while (!beginsMemoryMap(lines.text) && lines.next());
  const valueType = { type, unit: 'count' };
  const header = { sampleTypes: [valueType], periodType: valueType, period: 1, ...ofOthers };
  return success(builder.finish(header, readMemoryMap(lines)));
}
