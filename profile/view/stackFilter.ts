import type { Profile } from '../profile.ts';
import { Matches } from './matches.ts';
import type { Pattern } from './pattern.ts';
import { simplifiedName } from './simplifiedName.ts';

/** Patterns of pprof's FilterSamplesByName; an absent one does nothing. */
export interface NamePatterns {
  /** Each must match somewhere in the stack. */
  readonly focus: readonly Pattern[];
  readonly ignore: Pattern | undefined;
  readonly hide: Pattern | undefined;
  readonly show: Pattern | undefined;
  /** Per function, 1 if its frames are hidden whatever they are called. */
  readonly hiddenFunctions?: Uint8Array | undefined;
}

/**
 * What filters leave of the stacks of a profile. They never touch the profile: lines and locations are marked, and of
 * each stack a stretch remains. All filters work on distinct stacks, however many samples share them.
 */
export class StackFilter {
  readonly profile: Profile;
  /** Per line row: 0 once it is hidden. */
  readonly lineVisible: Uint8Array;
  /** Per location: 1 once it is taken out of every stack. */
  readonly locationHidden: Uint8Array;
  /** Of stack s, `locations[starts[s]] … locations[ends[s] - 1]` remain. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Per stack: 0 once its samples are left out. */
  readonly kept: Uint8Array;
  /** Options that matched nothing. */
  readonly warnings: string[] = [];

  constructor(profile: Profile) {
    const { locations, lines, stacks } = profile;
    this.profile = profile;
    this.lineVisible = new Uint8Array(lines.count).fill(1);
    this.locationHidden = new Uint8Array(locations.count);
    this.starts = stacks.starts.slice(0, stacks.count);
    this.ends = stacks.starts.slice(1, stacks.count + 1);
    this.kept = new Uint8Array(stacks.count).fill(1);
  }

  /** focus, ignore, hide and show, all decided on the lines as they were before. */
  byName({ focus, ignore, hide, show, hiddenFunctions }: NamePatterns): void {
    if (focus.length === 0 && !ignore && !hide && !show && !hiddenFunctions) return;
    const focused = focus.map((pattern) => this.#matching(pattern));
    const ignored = ignore && this.#matching(ignore);
    for (const marks of focused) this.#warn('Focus', marks.includes(1));
    if (ignored) this.#warn('Ignore', ignored.includes(1));
    if (hide) this.#hide(hide);
    if (show) this.#show(show);
    if (hiddenFunctions) this.#hideFunctions(hiddenFunctions);
    for (let stack = 0; stack < this.kept.length; stack++) {
      const isWanted = !(ignored && this.#meets(stack, ignored)) && focused.every((marks) => this.#meets(stack, marks));
      if (!isWanted || !this.#hasVisible(stack)) this.kept[stack] = 0;
    }
  }

  /** Cuts what lies above the match nearest to the root; stacks without a match go. */
  showFrom(pattern: Pattern): void {
    const matches = new Matches(this.profile, pattern);
    const matched = this.#mark((location) => this.#cutAbove(matches, location));
    this.#warn('ShowFrom', matched.includes(1));
    const { locations } = this.profile.stacks;
    for (let stack = 0; stack < this.kept.length; stack++) {
      let at = this.ends[stack]! - 1;
      while (at >= this.starts[stack]! && !this.#isMarked(matched, locations[at]!)) at--;
      if (at < this.starts[stack]!) this.kept[stack] = 0;
      else this.ends[stack] = at + 1;
    }
  }

  /** Cuts what lies below the match nearest to the leaf, the match itself stays. */
  pruneFrom(pattern: Pattern): void {
    const { functions, text, lines, stacks } = this.profile;
    const byFunction = Uint8Array.from(functions.name, (name) => Number(isNamed(text.at(name), pattern)));
    const matched = this.#mark((location) => {
      const rows = this.#visibleRows(location);
      const match = rows.findIndex((row) => byFunction[lines.function[row]!] === 1);
      for (const row of rows.slice(0, Math.max(0, match))) this.lineVisible[row] = 0;
      return match >= 0;
    });
    for (let stack = 0; stack < this.kept.length; stack++) {
      let at = this.starts[stack]!;
      while (at < this.ends[stack]! && !this.#isMarked(matched, stacks.locations[at]!)) at++;
      if (at < this.ends[stack]!) this.starts[stack] = at;
    }
  }

  /** Leaves of each location only the physical function, the outermost of its lines. */
  noInlines(): void {
    for (let location = 0; location < this.profile.locations.count; location++) {
      for (const row of this.#visibleRows(location).slice(0, -1)) this.lineVisible[row] = 0;
    }
  }

  /** Per location 1 if the pattern matches it, as things stand. */
  #matching(pattern: Pattern): Uint8Array {
    const matches = new Matches(this.profile, pattern);
    return this.#mark((location) => this.#matches(matches, location));
  }

  #hide(pattern: Pattern): void {
    const matches = new Matches(this.profile, pattern);
    const matched = this.#mark((location) => {
      if (!this.#matches(matches, location)) return false;
      const rows = this.#visibleRows(location);
      const gone = matches.mapping(location) ? rows : rows.filter((row) => matches.line(row));
      for (const row of gone) this.lineVisible[row] = 0;
      if (gone.length === rows.length) this.locationHidden[location] = 1;
      return true;
    });
    this.#warn('Hide', matched.includes(1));
  }

  #show(pattern: Pattern): void {
    const matches = new Matches(this.profile, pattern);
    const shown = this.#mark((location) => {
      const rows = this.#visibleRows(location);
      const gone = matches.mapping(location) ? [] : rows.filter((row) => !matches.line(row));
      for (const row of gone) this.lineVisible[row] = 0;
      if (gone.length === rows.length) this.locationHidden[location] = 1;
      return gone.length < rows.length;
    });
    this.#warn('Show', shown.includes(1));
  }

  #hideFunctions(hidden: Uint8Array): void {
    const { lines, locations } = this.profile;
    for (let location = 0; location < locations.count; location++) {
      const rows = this.#visibleRows(location);
      const gone = rows.filter((row) => hidden[lines.function[row]!] === 1);
      for (const row of gone) this.lineVisible[row] = 0;
      if (gone.length > 0 && gone.length === rows.length) this.locationHidden[location] = 1;
    }
  }

  /** Whether a location matches show_from; if by a line, the lines that called it go. */
  #cutAbove(matches: Matches, location: number): boolean {
    if (matches.mapping(location)) return true;
    const rows = this.#visibleRows(location);
    const match = rows.findLastIndex((row) => matches.line(row));
    if (match < 0) return false;
    for (const row of rows.slice(match + 1)) this.lineVisible[row] = 0;
    return true;
  }

  #matches(matches: Matches, location: number): boolean {
    return this.#visibleRows(location).some((row) => matches.line(row)) || matches.mapping(location);
  }

  #visibleRows(location: number): number[] {
    const { lineStarts } = this.profile.locations;
    const rows: number[] = [];
    for (let row = lineStarts[location]!; row < lineStarts[location + 1]!; row++) {
      if (this.lineVisible[row] === 1) rows.push(row);
    }
    return rows;
  }

  #mark(test: (location: number) => boolean): Uint8Array {
    return Uint8Array.from({ length: this.profile.locations.count }, (_, location) => Number(test(location)));
  }

  #isMarked(marked: Uint8Array, location: number): boolean {
    return marked[location] === 1 && this.locationHidden[location] === 0;
  }

  #meets(stack: number, marked: Uint8Array): boolean {
    const { locations } = this.profile.stacks;
    for (let at = this.starts[stack]!; at < this.ends[stack]!; at++) if (marked[locations[at]!] === 1) return true;
    return false;
  }

  #hasVisible(stack: number): boolean {
    const { locations } = this.profile.stacks;
    for (let at = this.starts[stack]!; at < this.ends[stack]!; at++) {
      if (this.locationHidden[locations[at]!] === 0) return true;
    }
    return false;
  }

  #warn(option: string, matched: boolean): void {
    if (!matched) this.warnings.push(`${option} expression matched no samples`);
  }
}

function isNamed(name: string, pattern: Pattern): boolean {
  return name !== '' && pattern(simplifiedName(name));
}
