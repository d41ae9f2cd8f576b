import type { ProfileProblem } from '../problem.ts';
import type { Profile } from '../profile.ts';
import { failure, type Result, success } from '../result.ts';
import { addressesIn, malformed } from './heapText.ts';
import { LegacyBuilder } from './legacyBuilder.ts';
import { beginsMemoryMap, readMemoryMap } from './memoryMap.ts';
import { isComment, TextLines } from './textLines.ts';
import { ofOthers } from './trimming.ts';

const threadLine = /--- Thread ([0-9a-fA-F]+) \(name: (.*)\/(\d+)\) stack: ---/;

/** threadz of C++: the stacks of all threads. Undefined if it is no such file. */
export function readThreadText(bytes: Uint8Array): Result<Profile, ProfileProblem> | undefined {
  const lines = new TextLines(bytes);
  while (lines.next() && isComment(lines.text));
  if (/--- threadz \d+ ---/.test(lines.text)) {
    while (lines.next() && !beginsMemoryMap(lines.text) && !lines.text.startsWith('-'));
  } else if (!threadLine.test(lines.text)) {
    return undefined;
  }
  const builder = new LegacyBuilder();
  while (!beginsMemoryMap(lines.text) && !lines.text.startsWith('---- no stack trace for')) {
    if (!threadLine.test(lines.text)) return failure(malformed(lines));
    const thread = readStack(lines);
    if (!thread) return failure(malformed(lines));
    if (thread.isSame || thread.addresses.length === 0) builder.addToLast(1);
    else builder.add(stackOf(thread.addresses, builder), [1]);
    // A file that ends after a stack, without a map.
    if (lines.text === '') break;
  }
  while (!beginsMemoryMap(lines.text) && lines.next());
  const valueType = { type: 'thread', unit: 'count' };
  const header = { sampleTypes: [valueType], periodType: valueType, period: 1, ...ofOthers };
  return success(builder.finish(header, readMemoryMap(lines)));
}

/** Reads up to the next line of dashes. */
function readStack(lines: TextLines): { addresses: string[]; isSame: boolean } | undefined {
  const addresses: string[] = [];
  let isSame = false;
  while (lines.next() && !lines.text.startsWith('---')) {
    if (lines.text.includes('same as previous thread')) {
      isSame = true;
      continue;
    }
    const found = addressesIn(lines.text);
    if (!found) return undefined;
    addresses.push(...found);
  }
  return { addresses, isSame };
}

function stackOf(addresses: readonly string[], builder: LegacyBuilder): number[] {
  const stack = addresses.map((address, i) => builder.locationOf(address, i === 0 ? 'at' : 'before'));
  return withoutDoubledLeaf(stack, builder);
}

/** The leaf may stand there twice: from the signal, and from the walk over the stack. */
export function withoutDoubledLeaf(stack: readonly number[], builder: LegacyBuilder): number[] {
  const [leaf, next, ...rest] = stack;
  if (leaf === undefined || next === undefined) return [...stack];
  const isDoubled = builder.addressOf(leaf) === BigInt.asUintN(64, builder.addressOf(next) + 1n);
  return isDoubled ? [leaf, ...rest] : [...stack];
}
