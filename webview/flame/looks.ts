import type { FrameIndex } from '../../profile/view.ts';
import { type Owner, ownerOf } from '../model/ownership.ts';
import type { Theme } from '../theme.ts';
import { type BoxColours, boxColours } from './colours.ts';

/** What a function's boxes have in common, wherever they are. */
export interface Look extends BoxColours {
  readonly owner: Owner;
}

/** What `Looks` needs to know of an analysis; one that is other has other names. */
interface Names {
  nameOf(frame: FrameIndex): string;
}

const kept = new WeakMap<Names, Looks>();

/** The looks of a profile's functions, kept from one frame to the next: a name is looked into once, not for each box. */
export function looksOf(names: Names, ownModules: readonly string[], theme: Theme): Looks {
  const before = kept.get(names);
  if (before?.isFor(ownModules, theme)) return before;
  const looks = new Looks(names, ownModules, theme);
  kept.set(names, looks);
  return looks;
}

class Looks {
  readonly #names: Names;
  readonly #ownModules: readonly string[];
  readonly #theme: Theme;
  readonly #looks = new Map<FrameIndex, Look>();

  constructor(names: Names, ownModules: readonly string[], theme: Theme) {
    this.#names = names;
    this.#ownModules = ownModules;
    this.#theme = theme;
  }

  /** Whether nothing that colours depend on has changed. */
  isFor(ownModules: readonly string[], theme: Theme): boolean {
    const { isDark, isHighContrast, background, foreground } = this.#theme;
    return (
      ownModules === this.#ownModules &&
      theme.isDark === isDark &&
      theme.isHighContrast === isHighContrast &&
      theme.background === background &&
      theme.foreground === foreground
    );
  }

  of(frame: FrameIndex): Look {
    const known = this.#looks.get(frame);
    if (known) return known;
    const name = this.#names.nameOf(frame);
    const owner = ownerOf(name, this.#ownModules);
    const look = { owner, ...boxColours(name, owner, this.#theme) };
    this.#looks.set(frame, look);
    return look;
  }
}
