import type { Profile } from '../profile.ts';
import { formatValue } from '../units.ts';
import { dropFrames } from '../view/dropFrames.ts';
import { type GoroutineFrame, type GoroutineGroup, type GoroutineSet, goroutineSet } from './goroutineGroup.ts';
import type { Label } from './labelText.ts';
import { groupOf, mergeGroups } from './merge.ts';

/** Whether a profile is one of goroutines (`goroutine` or `goroutineleak`), or of the threads they made (`threadcreate`). */
export function isGoroutineProfile({ header }: Profile): boolean {
  return header.sampleTypes.some(({ type }) => goroutineTypes.has(type));
}

const goroutineTypes = new Set(['goroutine', 'goroutines', 'goroutineleak', 'threadcreate']);

/** The groups of a protobuf goroutine profile; states are read off the runtime frames. Only samples that `isKept`. */
export function goroutineGroups(profile: Profile, isKept: (sample: number) => boolean = () => true): GoroutineSet {
  const { header, samples } = profile;
  const type = Math.max(
    0,
    header.sampleTypes.findIndex((sampleType) => goroutineTypes.has(sampleType.type)),
  );
  const leaked = header.sampleTypes[type]?.type === 'goroutineleak';
  const counts = samples.values[type];
  const frames = new StackFrames(dropFrames(profile));
  const groups: GoroutineGroup[] = [];
  for (let sample = 0; sample < samples.count; sample++) {
    const count = counts?.[sample] ?? 0;
    if (count === 0 || !isKept(sample)) continue;
    const labels = labelsOf(profile, samples.labelSet[sample]!);
    groups.push(groupOf(frames.ofStack(samples.stack[sample]!), { count, labels, leaked }));
  }
  return goroutineSet(mergeGroups(groups), false);
}

/** The frames of stacks, each made once. */
class StackFrames {
  readonly #profile: Profile;
  readonly #ofLocation: (readonly GoroutineFrame[] | undefined)[] = [];

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  ofStack(stack: number): GoroutineFrame[] {
    const { starts, locations } = this.#profile.stacks;
    return Array.from(locations.subarray(starts[stack]!, starts[stack + 1]!)).flatMap((location) => this.#at(location));
  }

  #at(location: number): readonly GoroutineFrame[] {
    const made = this.#ofLocation[location] ?? this.#make(location);
    this.#ofLocation[location] = made;
    return made;
  }

  #make(location: number): GoroutineFrame[] {
    const { locations, lines, functions, text } = this.#profile;
    const frames: GoroutineFrame[] = [];
    for (let row = locations.lineStarts[location]!; row < locations.lineStarts[location + 1]!; row++) {
      const index = lines.function[row]!;
      frames.push({
        function: text.at(functions.name[index]!),
        file: text.at(functions.file[index]!),
        line: lines.line[row]!,
      });
    }
    return frames.length > 0 ? frames : [{ function: this.#address(location), file: '', line: 0 }];
  }

  #address(location: number): string {
    const { addressHigh, addressLow } = this.#profile.locations;
    return `0x${((BigInt(addressHigh[location]!) << 32n) | BigInt(addressLow[location]!)).toString(16)}`;
  }
}

function labelsOf({ labels, text }: Profile, set: number): Label[] {
  const found: Label[] = [];
  for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
    const isNumber = labels.string[row] === 0;
    const value = isNumber
      ? formatValue(labels.number[row]!, text.at(labels.unit[row]!), '')
      : text.at(labels.string[row]!);
    found.push([text.at(labels.key[row]!), value]);
  }
  return found.sort(([left], [right]) => (left < right ? -1 : 1));
}
