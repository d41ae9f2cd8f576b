import { cutName } from '../../profile/cutName.ts';
import { packageOf } from '../../profile/goNames.ts';
import { none } from '../../profile/profile.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { type Owner, ownerOf } from '../model/ownership.ts';
import type { Theme } from '../theme.ts';
import { type BoxColours, boxColours, growthColours } from './colours.ts';

/** What a function's boxes have in common, wherever they are. */
export class Look implements BoxColours {
  readonly owner: Owner;
  readonly fill: string;
  readonly text: string;
  readonly #name: string;
  readonly #cut = new Map<number, string>();

  constructor(name: string, owner: Owner, { fill, text }: BoxColours) {
    this.#name = name;
    this.owner = owner;
    this.fill = fill;
    this.text = text;
  }

  /** The name in at most `room` characters; widths come back with every frame. */
  cutTo(room: number): string {
    let cut = this.#cut.get(room);
    if (cut === undefined) {
      cut = cutName(this.#name, room);
      this.#cut.set(room, cut);
    }
    return cut;
  }
}

/** Of growth, finer steps than can be told apart. */
const growthSteps = 1024;

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

export class Looks {
  readonly #names: Names;
  readonly #ownModules: readonly string[];
  readonly #theme: Theme;
  /** By frame. */
  readonly #looks: Look[] = [];
  /** Of the root of everything, which is no function. */
  readonly #root: Look;
  readonly #packages = new Map<string, { readonly owner: Owner; readonly colours: BoxColours }>();
  readonly #growth = new Map<number, BoxColours>();

  constructor(names: Names, ownModules: readonly string[], theme: Theme) {
    this.#names = names;
    this.#ownModules = ownModules;
    this.#theme = theme;
    this.#root = new Look(names.nameOf(none), 'standard', boxColours('', 'standard', theme));
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
    if (frame === none) return this.#root;
    const known = this.#looks[frame];
    if (known) return known;
    const name = this.#names.nameOf(frame);
    const { owner, colours } = this.#ofPackage(name);
    const look = new Look(name, owner, colours);
    this.#looks[frame] = look;
    return look;
  }

  /** Functions of a package have one owner and look alike. */
  #ofPackage(functionName: string): { readonly owner: Owner; readonly colours: BoxColours } {
    const path = packageOf(functionName);
    const known = this.#packages.get(path);
    if (known) return known;
    const owner = ownerOf(functionName, this.#ownModules);
    const made = { owner, colours: boxColours(functionName, owner, this.#theme) };
    this.#packages.set(path, made);
    return made;
  }

  /** Colours of a box in a comparison; `growth` from -1 to 1. */
  ofGrowth(growth: number): BoxColours {
    const step = Math.round(growth * growthSteps);
    const known = this.#growth.get(step);
    if (known) return known;
    const colours = growthColours(step / growthSteps, this.#theme);
    this.#growth.set(step, colours);
    return colours;
  }
}
