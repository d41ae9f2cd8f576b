import { cutName } from '../../profile/cutName.ts';
import { growthMark, growthOf, leastGrowth } from '../compare/growth.ts';
import { hatch } from '../compare/hatch.ts';
import type { Analysis, Flame } from '../model/analysis.ts';
import type { Owner } from '../model/ownership.ts';
import type { Found } from '../model/search.ts';
import type { Theme } from '../theme.ts';
import { boxColours, growthColours } from './colours.ts';
import { type Growth, mirrored, rowHeight } from './geometry.ts';
import { looksOf } from './looks.ts';

/** Everything that a drawing depends on; sizes in CSS pixels. */
export interface Scene {
  readonly analysis: Analysis;
  readonly flame: Flame;
  readonly growth: Growth;
  readonly ownModules: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
  readonly selectedNode: number | undefined;
  readonly selectedFrame: number | undefined;
  readonly hovered: number | undefined;
  readonly found: Found | undefined;
  readonly theme: Theme;
}

const padding = 4;

/** Draws the boxes that can be seen. */
export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const { rows } = scene.flame;
  const { theme, width, height, scrollTop, growth } = scene;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  context.font = theme.font;
  context.textBaseline = 'middle';
  const pen = new Pen(context, scene, context.measureText('m').width);
  const first = Math.max(0, Math.floor(scrollTop / rowHeight));
  const last = Math.min(rows.rows, Math.ceil((scrollTop + height) / rowHeight));
  for (let place = first; place < last; place++) {
    const y = place * rowHeight - scrollTop;
    const row = mirrored(rows.rows, place, growth);
    for (let box = rows.rowStarts[row] ?? 0; box < (rows.rowStarts[row + 1] ?? 0); box++) {
      const x = (rows.left[box] ?? 0) * width;
      pen.box(rows.node[box] ?? 0, x, y, (rows.right[box] ?? 0) * width - x);
    }
  }
}

class Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #scene: Scene;
  readonly #charWidth: number;
  readonly #bold: string;
  readonly #looks: ReturnType<typeof looksOf>;
  #colour: string | CanvasPattern | undefined;

  constructor(context: CanvasRenderingContext2D, scene: Scene, charWidth: number) {
    this.#context = context;
    this.#scene = scene;
    this.#charWidth = charWidth;
    this.#bold = `bold ${scene.theme.font}`;
    this.#looks = looksOf(scene.analysis, scene.ownModules, scene.theme);
  }

  box(node: number, x: number, y: number, width: number): void {
    if (width < 0.3) return;
    const { analysis, flame, theme, found, hovered } = this.#scene;
    const frame = flame.tree.frame[node] ?? 0;
    const isRoot = node === 0 && flame.zoom.length === 0;
    const look = isRoot ? { owner: 'standard' as const, ...boxColours('', 'standard', theme) } : this.#looks.of(frame);
    const largest = flame.largestChange;
    const growth =
      largest === undefined
        ? 0
        : growthOf(flame.tree.baseTotal[node] ?? 0, flame.tree.total[node] ?? 0, largest, analysis.colouring);
    const { owner } = look;
    const { fill, text } = largest === undefined ? look : growthColours(growth, theme);
    const isFaded = found !== undefined && found.frames[frame] !== 1;
    const context = this.#context;
    const inner = Math.max(width - 1, 0.5);
    if (isFaded) context.globalAlpha = 0.35;
    this.#over(fill, x, y, inner);
    if (Math.abs(growth) >= leastGrowth) this.#hatch(growth, x, y, inner);
    if (found && !isFaded) this.#over(theme.match, x, y, inner);
    if (node === hovered) this.#over(theme.isDark ? 'rgba(255,255,255,0.16)' : 'rgba(0,0,0,0.10)', x, y, inner);
    if (theme.isHighContrast) this.#outline(theme.border, x, y, inner, owner === 'own' ? 1.5 : 0.75);
    this.#label(growthMark(growth), analysis.nameOf(frame), owner, x, y, inner, text);
    if (isFaded) context.globalAlpha = 1;
    this.#mark(node, frame, x, y, inner);
  }

  #label(mark: string, name: string, owner: Owner, x: number, y: number, width: number, colour: string): void {
    const room = Math.floor((width - 2 * padding) / this.#charWidth);
    const label = cutName(name, room - mark.length);
    if (label === '') return;
    const context = this.#context;
    // Own code is told by more than its colour.
    context.font = owner === 'own' ? this.#bold : this.#scene.theme.font;
    this.#dip(colour);
    context.fillText(mark + label, x + padding, y + rowHeight / 2);
  }

  #mark(node: number, frame: number, x: number, y: number, width: number): void {
    const { selectedNode, selectedFrame, theme } = this.#scene;
    if (node === selectedNode) this.#outline(theme.focus, x, y, width, 2);
    else if (frame === selectedFrame) this.#outline(theme.focus, x, y, width, 1);
  }

  #hatch(growth: number, x: number, y: number, width: number): void {
    const pattern = width < 3 ? undefined : hatch(this.#context, growth, this.#scene.theme);
    if (!pattern) return;
    this.#dip(pattern);
    this.#context.fillRect(x, y, width, rowHeight - 1);
  }

  #over(colour: string, x: number, y: number, width: number): void {
    this.#dip(colour);
    this.#context.fillRect(x, y, width, rowHeight - 1);
  }

  /** A canvas reads a colour as text each time it is set: neighbours of one package share it. */
  #dip(colour: string | CanvasPattern): void {
    if (colour !== this.#colour) this.#context.fillStyle = colour;
    this.#colour = colour;
  }

  #outline(colour: string, x: number, y: number, width: number, thickness: number): void {
    if (width < 2) return;
    const inset = thickness / 2;
    this.#context.strokeStyle = colour;
    this.#context.lineWidth = thickness;
    this.#context.strokeRect(x + inset, y + inset, width - thickness, rowHeight - 1 - thickness);
  }
}
