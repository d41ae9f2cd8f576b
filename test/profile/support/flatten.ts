import type { Profile as OtherProfile } from 'pprof-format';
import type { Profile } from '../../../profile/profile.ts';

/** A profile in plain words, to compare two readers by. */
export interface Flat {
  readonly sampleTypes: readonly string[];
  readonly samples: readonly string[];
}

export function flatten(profile: Profile): Flat {
  const { header, samples, stacks, labels, locations, lines, functions, text } = profile;
  const frame = (location: number): string => {
    const parts: string[] = [];
    for (let row = locations.lineStarts[location]!; row < locations.lineStarts[location + 1]!; row++) {
      const index = lines.function[row]!;
      parts.push(`${text.at(functions.name[index]!)}@${text.at(functions.file[index]!)}:${lines.line[row]}`);
    }
    const address = (BigInt(locations.addressHigh[location]!) << 32n) | BigInt(locations.addressLow[location]!);
    return `${address}<${parts.join('|')}>`;
  };
  const label = (row: number): string => {
    const value = labels.string[row] === 0 ? labels.number[row] : text.at(labels.string[row]!);
    return `${text.at(labels.key[row]!)}=${value}${text.at(labels.unit[row]!)}`;
  };
  const range = (starts: Uint32Array, i: number): number[] =>
    Array.from({ length: starts[i + 1]! - starts[i]! }, (_, k) => starts[i]! + k);
  return {
    sampleTypes: header.sampleTypes.map(({ type, unit }) => `${type}/${unit}`),
    samples: Array.from({ length: samples.count }, (_, i) => {
      const frames = range(stacks.starts, samples.stack[i]!).map((at) => frame(stacks.locations[at]!));
      const set = range(labels.starts, samples.labelSet[i]!).map(label);
      return `${samples.values.map((column) => column[i]).join()} ${set.join()} ${frames.join(';')}`;
    }),
  };
}

/** pprof-format mixes numbers and bigints and gives negative numbers as unsigned ones. */
export function flattenOther(profile: OtherProfile): Flat {
  const string = (index: number | bigint): string => profile.stringTable.strings[Number(index)] ?? '';
  const functions = new Map(profile.function.map((each) => [BigInt(each.id), each]));
  const locations = new Map(profile.location.map((each) => [BigInt(each.id), each]));
  const frame = (id: number | bigint): string => {
    const location = locations.get(BigInt(id))!;
    const parts = location.line.map((line) => {
      const of = functions.get(BigInt(line.functionId))!;
      return `${string(of.name)}@${string(of.filename)}:${signed(line.line)}`;
    });
    return `${BigInt.asUintN(64, BigInt(location.address))}<${parts.join('|')}>`;
  };
  return {
    sampleTypes: profile.sampleType.map(({ type, unit }) => `${string(type)}/${string(unit)}`),
    samples: profile.sample.map(({ locationId, value, label }) => {
      const set = label
        .filter(({ str, num, numUnit }) => Number(str) !== 0 || Number(num) !== 0 || Number(numUnit) !== 0)
        .map(({ key, str, num, numUnit }) => {
          const text = Number(str) === 0 ? signed(num) : string(str);
          return `${string(key)}=${text}${string(numUnit)}`;
        });
      return `${value.map(signed).join()} ${set.join()} ${locationId.map(frame).join(';')}`;
    }),
  };
}

function signed(value: number | bigint): number {
  return Number(BigInt.asIntN(64, BigInt(value)));
}
