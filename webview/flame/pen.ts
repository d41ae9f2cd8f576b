import { growthMark, growthOf, leastGrowth } from '../compare/growth.ts';
import { hatch } from '../compare/hatch.ts';
import type { Theme } from '../theme.ts';
import { rowHeight } from './geometry.ts';
import { type Look, type Looks, looksOf } from './looks.ts';
import type { Scene } from './paint.ts';

const padding = 4;
/** Of what a search does not find. High contrast is there to be read: 4.5 to 1 at least (WCAG 2.2, 1.4.3). */
const fadedAlpha = ({ isHighContrast }: Theme): number => (isHighContrast ? 0.68 : 0.35);
/** A box with less room has no name (characters). */
const shortestName = 3;

/** Of a box's width, what is drawn: a gap separates neighbours as long as something is left. */
export const innerWidth = (width: number): number => Math.max(width - 1, 0.5);

/** A box with something on its fill. */
interface Box {
  readonly look: Look;
  readonly growth: number;
  readonly isFaded: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** For a name, in characters. */
  readonly room: number;
}

/** Collects boxes, and draws them colour by colour: a canvas reads a colour as text each time it is set. */
export class Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #scene: Scene;
  readonly #looks: Looks;
  readonly #charWidth: number;
  /** By colour x, y and width of each box. */
  readonly #full = new Map<string, number[]>();
  readonly #faded = new Map<string, number[]>();
  readonly #boxes: Box[] = [];

  constructor(context: CanvasRenderingContext2D, scene: Scene) {
    this.#context = context;
    this.#scene = scene;
    this.#looks = looksOf(scene.analysis, scene.ownModules, scene.theme);
    context.font = scene.theme.font;
    context.textBaseline = 'middle';
    this.#charWidth = context.measureText('m').width;
  }

  add(node: number, x: number, y: number, boxWidth: number): void {
    const { flame, found, theme, analysis } = this.#scene;
    const { tree, largestChange } = flame;
    const width = innerWidth(boxWidth);
    const frame = tree.frame[node]!;
    const look = this.#looks.of(frame);
    const isCompared = largestChange !== undefined;
    const growth = isCompared
      ? growthOf(tree.baseTotal[node]!, tree.total[node]!, largestChange, analysis.colouring)
      : 0;
    const fill = isCompared ? this.#looks.ofGrowth(growth).fill : look.fill;
    const isFaded = found !== undefined && found.frames[frame] !== 1;
    const places = isFaded ? this.#faded : this.#full;
    const same = places.get(fill);
    if (same) same.push(x, y, width);
    else places.set(fill, [x, y, width]);
    const room = Math.floor((width - 2 * padding) / this.#charWidth);
    if (room >= shortestName || (width >= 2 && (isCompared || theme.isHighContrast)))
      this.#boxes.push({ look, growth, isFaded, x, y, width, room });
  }

  /** `tint` is a colour that lies over the fills. */
  draw(tint?: string): void {
    const context = this.#context;
    const { found, theme } = this.#scene;
    const faded = fadedAlpha(theme);
    this.#fill(this.#faded, faded);
    this.#fill(this.#full, 1);
    for (const box of this.#boxes) this.#hatch(box);
    if (found) this.#fill(this.#full, 1, theme.match);
    if (tint !== undefined) {
      this.#fill(this.#faded, faded, tint);
      this.#fill(this.#full, 1, tint);
    }
    for (const { look, isFaded, x, y, width } of theme.isHighContrast ? this.#boxes : []) {
      context.globalAlpha = isFaded ? faded : 1;
      outline(context, theme.border, x, y, width, look.owner === 'own' ? 1.5 : 0.75);
    }
    this.#names();
    context.globalAlpha = 1;
  }

  /** Fills in the colours that boxes have, or all in one. */
  #fill(places: ReadonlyMap<string, readonly number[]>, alpha: number, colour?: string): void {
    const context = this.#context;
    context.globalAlpha = alpha;
    for (const [own, boxes] of places) {
      context.fillStyle = colour ?? own;
      for (let i = 0; i < boxes.length; i += 3)
        context.fillRect(boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, rowHeight - 1);
    }
  }

  #hatch({ growth, isFaded, x, y, width }: Box): void {
    if (width < 3 || Math.abs(growth) < leastGrowth) return;
    const pattern = hatch(this.#context, growth, this.#scene.theme);
    if (!pattern) return;
    this.#context.globalAlpha = isFaded ? fadedAlpha(this.#scene.theme) : 1;
    this.#context.fillStyle = pattern;
    this.#context.fillRect(x, y, width, rowHeight - 1);
  }

  /** Own code is told by more than its colour: in bold. Setting a font costs more than drawing a name. */
  #names(): void {
    const context = this.#context;
    const { theme, flame } = this.#scene;
    const isCompared = flame.largestChange !== undefined;
    const faded = fadedAlpha(theme);
    for (const isOwn of [false, true]) {
      context.font = isOwn ? `bold ${theme.font}` : theme.font;
      let colour: string | undefined;
      for (const { look, growth, isFaded, x, y, room } of this.#boxes) {
        if (room < shortestName || (look.owner === 'own') !== isOwn) continue;
        const mark = growthMark(growth);
        const name = look.cutTo(room - mark.length);
        if (name === '') continue;
        const { text } = isCompared ? this.#looks.ofGrowth(growth) : look;
        if (text !== colour) context.fillStyle = text;
        colour = text;
        context.globalAlpha = isFaded ? faded : 1;
        context.fillText(mark + name, x + padding, y + rowHeight / 2);
      }
    }
  }
}

export function outline(
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  width: number,
  thickness: number,
): void {
  if (width < 2) return;
  const inset = thickness / 2;
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  context.strokeRect(x + inset, y + inset, width - thickness, rowHeight - 1 - thickness);
}
