import { GrowingFloat64, GrowingUint32 } from '../growing.ts';
import type { LabelColumns, Profile } from '../profile.ts';
import type { StringMerger } from './stringMerger.ts';

interface Label {
  readonly key: number;
  readonly string: number;
  readonly number: number;
  readonly unit: number;
}

/** Collects label sets; sets that differ only in the order of their keys are the same. */
export class LabelMerger {
  readonly #strings: StringMerger;
  readonly #numbers = new Map<string, number>();
  readonly #starts = new GrowingUint32();
  readonly #key = new GrowingUint32();
  readonly #string = new GrowingUint32();
  readonly #number = new GrowingFloat64();
  readonly #unit = new GrowingUint32();

  constructor(strings: StringMerger) {
    this.#strings = strings;
    this.#starts.push(0);
    this.#intern([]);
  }

  /** Where the sets of the profile went; `extra` is a string label that all of them get instead of their own. */
  add(profile: Profile, extra?: { readonly key: string; readonly value: string }): Uint32Array {
    return Uint32Array.from({ length: profile.labels.count }, (_, set) => {
      const labels = this.#labelsOf(profile, set);
      if (!extra) return this.#intern(labels);
      const key = this.#strings.add(extra.key);
      const others = labels.filter((label) => label.key !== key || label.string === 0);
      return this.#intern([...others, { key, string: this.#strings.add(extra.value), number: 0, unit: 0 }]);
    });
  }

  columns(): LabelColumns {
    return {
      count: this.#starts.count - 1,
      starts: this.#starts.finish(),
      key: this.#key.finish(),
      string: this.#string.finish(),
      number: this.#number.finish(),
      unit: this.#unit.finish(),
    };
  }

  #labelsOf({ labels, text }: Profile, set: number): Label[] {
    const found: Label[] = [];
    for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
      found.push({
        key: this.#strings.add(text.at(labels.key[row]!)),
        string: this.#strings.add(text.at(labels.string[row]!)),
        number: labels.number[row]!,
        unit: this.#strings.add(text.at(labels.unit[row]!)),
      });
    }
    return found;
  }

  #intern(labels: readonly Label[]): number {
    // Values of one key keep their order, strings before numbers.
    const sorted = [...labels].sort((a, b) => a.key - b.key || Number(a.string === 0) - Number(b.string === 0));
    const identity = sorted.map(({ key, string, number, unit }) => `${key}:${string}:${number}:${unit}`).join();
    const known = this.#numbers.get(identity);
    if (known !== undefined) return known;
    this.#numbers.set(identity, this.#numbers.size);
    for (const { key, string, number, unit } of sorted) {
      this.#key.push(key);
      this.#string.push(string);
      this.#number.push(number);
      this.#unit.push(unit);
    }
    this.#starts.push(this.#key.count);
    return this.#numbers.size - 1;
  }
}
