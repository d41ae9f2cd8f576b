import type { ProfileProblem } from '../problem.ts';
import type { Profile } from '../profile.ts';
import { failure, type Result, success } from '../result.ts';
import { addressesIn, malformed } from './heapText.ts';
import { LegacyBuilder } from './legacyBuilder.ts';
import { beginsMemoryMap, readMemoryMap } from './memoryMap.ts';
import { SymbolLines } from './symbolLines.ts';
import { isComment, TextLines } from './textLines.ts';
import { ofLocks } from './trimming.ts';

/** What stands before the samples, as `name = value`. */
interface Attributes {
  cyclesPerSecond: number;
  period: number;
  durationNanos: number;
}

/**
 * Contention as text: Go's mutex and block profiles with debug=1, and contentionz of C++. A line is
 * `delay contentions @ 0xpc 0xpc …`, the delay in cycles. Undefined if it is no such file.
 */
export function readContentionText(bytes: Uint8Array): Result<Profile, ProfileProblem> | undefined {
  const lines = new TextLines(bytes);
  lines.next();
  if (!/^--- (contentionz |mutex:|contention:)/.test(lines.text)) return undefined;
  const attributes = readAttributes(lines);
  if (!attributes) return undefined;
  const builder = new LegacyBuilder();
  const symbols = new SymbolLines(builder);
  let pending: number[] | undefined;
  const finish = (): void => {
    if (pending) builder.add(symbols.finish(), pending);
    pending = undefined;
  };
  // The first line that is no attribute has been read.
  for (let isIn = lines.number > 0; isIn && !lines.text.startsWith('---'); isIn = lines.next()) {
    if (isComment(lines.text)) {
      symbols.read(lines.text);
      continue;
    }
    finish();
    const sample = parseSample(lines.text, attributes);
    if (!sample) return failure(malformed(lines));
    symbols.begin(sample.addresses.map((address) => builder.locationOf(address, 'before')));
    pending = sample.values;
  }
  finish();
  if (lines.isBroken) return failure(malformed(lines));
  while (!beginsMemoryMap(lines.text) && lines.next());
  const { period, durationNanos } = attributes;
  const contentions = { type: 'contentions', unit: 'count' };
  const sampleTypes = [contentions, { type: 'delay', unit: 'nanoseconds' }];
  const header = { sampleTypes, periodType: contentions, period, durationNanos, ...ofLocks };
  return success(builder.finish(header, readMemoryMap(lines)));
}

/** Undefined if there is one that only other forms have. */
function readAttributes(lines: TextLines): Attributes | undefined {
  const attributes: Attributes = { cyclesPerSecond: 0, period: 1, durationNanos: 0 };
  while (lines.next()) {
    const line = lines.text;
    if (isComment(line)) continue;
    const at = line.indexOf('=');
    if (line.startsWith('---') || at < 0) break;
    const value = line.slice(at + 1).trim();
    const number = /^-?\d+$/.test(value) ? Number(value) : undefined;
    const name = line.slice(0, at).trim();
    if (name === 'discarded samples') continue;
    if (number === undefined) return undefined;
    if (name === 'cycles/second') attributes.cyclesPerSecond = number;
    else if (name === 'sampling period') attributes.period = number;
    else if (name === 'ms since reset') attributes.durationNanos = number * 1e6;
    else return undefined;
  }
  return attributes;
}

function parseSample(line: string, { period, cyclesPerSecond }: Attributes) {
  const [, first, second, rest = ''] = /(\d+) *(\d+) @([ x0-9a-f]*)/.exec(line) ?? [];
  const addresses = addressesIn(rest);
  if (first === undefined || second === undefined || !addresses) return undefined;
  const scale = period > 0 ? period : 1;
  const gigahertz = period > 0 && cyclesPerSecond > 0 ? cyclesPerSecond / 1e9 : 0;
  const delay = gigahertz > 0 ? Math.trunc((Number(first) * period) / gigahertz) : Number(first);
  return { values: [Number(second) * scale, delay], addresses };
}
