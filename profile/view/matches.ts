import { none, type Profile } from '../profile.ts';
import type { Pattern } from './pattern.ts';

/** Where a pattern matches: worked out once per function and binary, asked per line and location. */
export class Matches {
  readonly #profile: Profile;
  readonly #byFunction: Uint8Array;
  readonly #byMapping: Uint8Array;
  /** pprof invents a nameless mapping for profiles without any. */
  readonly #withoutMappings: boolean;

  constructor(profile: Profile, pattern: Pattern) {
    const { functions, mappings, text } = profile;
    this.#profile = profile;
    const ofString = new Map<number, boolean>();
    const matches = (string: number): boolean => {
      let known = ofString.get(string);
      if (known === undefined) {
        known = pattern(text.at(string));
        ofString.set(string, known);
      }
      return known;
    };
    this.#byFunction = Uint8Array.from(functions.name, (name, i) =>
      Number(matches(name) || matches(functions.file[i]!)),
    );
    this.#byMapping = Uint8Array.from(mappings.file, (file) => Number(matches(file)));
    this.#withoutMappings = mappings.count === 0 && pattern('');
  }

  /** Whether the function of a line matches, by name or by file. */
  line(row: number): boolean {
    return this.#byFunction[this.#profile.lines.function[row]!] === 1;
  }

  /** Whether the binary that a location lies in matches, by file. */
  mapping(location: number): boolean {
    const mapping = this.#profile.locations.mapping[location]!;
    return mapping === none ? this.#withoutMappings : this.#byMapping[mapping] === 1;
  }
}
