import { type CallTree, callTree } from '../callTree.ts';
import { flameRows } from '../flameRows.ts';
import { none } from '../profile.ts';
import { formatPercent, formatValue } from '../units.ts';
import type { FrameIndex, View } from '../view.ts';
import { type ExportColumn, inParts } from './subject.ts';

export interface SvgColours {
  readonly background: string;
  readonly foreground: string;
  readonly font: string;
  /** Fill and text of a box; `growth` from -1 to 1 where two profiles are compared, else undefined. */
  readonly box: (
    name: string,
    file: string,
    growth: number | undefined,
  ) => { readonly fill: string; readonly text: string };
}

export interface SvgOptions {
  readonly title: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly colours: SvgColours;
  /** Cuts a name to a number of characters. */
  readonly shorten: (name: string, room: number) => string;
  /** Whether the values are changes already (a profile minus its base). */
  readonly isDifference?: boolean;
  /** What is zoomed to. */
  readonly root?: readonly FrameIndex[];
}

const rowHeight = 18;
const titleHeight = 28;
const charWidth = 7;
/** Narrower boxes cannot be seen. */
const narrowest = 0.3;

/** The flame graph as a picture: no scripts, each box with its name and values as a tooltip. In parts of some size. */
export function flameSvg(view: View, column: ExportColumn, options: SvgOptions): Generator<string> {
  return inParts(svgLines(view, column, options));
}

function* svgLines(view: View, column: ExportColumn, options: SvgOptions): Generator<string> {
  const { width, colours, title, root = [] } = options;
  const baseWeights = column.base === undefined ? undefined : view.weights[column.base];
  const tree = callTree(view, {
    direction: 'callees',
    weights: view.weights[column.index] ?? new Float64Array(),
    ...(baseWeights ? { baseWeights } : {}),
    minShare: narrowest / width,
    root,
  });
  const rows = flameRows(tree);
  const boxes = new Boxes(view, column, options, tree, baseWeights !== undefined || options.isDifference === true);
  const height = titleHeight + rows.rows * rowHeight;
  const { background, foreground, font } = colours;
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">\n`;
  yield `<title>${escapeXml(title)}</title>\n<rect width="100%" height="100%" fill="${background}"/>\n`;
  yield `<g font-family="${escapeXml(font)}" font-size="12"><text x="4" y="18" fill="${foreground}">${escapeXml(title)}</text>\n`;
  for (let row = 0; row < rows.rows; row++)
    for (let box = rows.rowStarts[row]!; box < rows.rowStarts[row + 1]!; box++) {
      const left = rows.left[box]! * width;
      const right = rows.right[box]! * width;
      if (right - left >= narrowest)
        yield boxes.draw(rows.node[box]!, left, right - left, titleHeight + row * rowHeight);
    }
  yield '</g>\n</svg>\n';
}

class Boxes {
  readonly #view: View;
  readonly #column: ExportColumn;
  readonly #options: SvgOptions;
  readonly #tree: CallTree;
  readonly #isCompared: boolean;
  #largestChange = 0;

  constructor(view: View, column: ExportColumn, options: SvgOptions, tree: CallTree, isCompared: boolean) {
    this.#view = view;
    this.#column = column;
    this.#options = options;
    this.#tree = tree;
    this.#isCompared = isCompared;
    for (let node = 0; isCompared && node < tree.count; node++)
      this.#largestChange = Math.max(this.#largestChange, Math.abs(this.#changeOf(node)));
  }

  draw(node: number, x: number, width: number, y: number): string {
    const { colours, shorten } = this.#options;
    const frame = this.#tree.frame[node]!;
    const name = frame === none ? 'all' : this.#view.frames.name[frame]!;
    const growth = this.#growthOf(node);
    const { fill, text } = colours.box(name, frame === none ? '' : this.#view.frames.file[frame]!, growth);
    const label = shorten(mark(growth) + name, Math.floor((width - 6) / charWidth));
    const shown =
      label === '' ? '' : `<text x="${fixed(x + 3)}" y="${y + 13}" fill="${text}">${escapeXml(label)}</text>`;
    const shape = `<rect x="${fixed(x)}" y="${y}" width="${fixed(Math.max(width - 0.6, 0.4))}" height="${rowHeight - 1}" rx="1" fill="${fill}"/>`;
    return `<g><title>${escapeXml(this.#tip(node, name))}</title>${shape}${shown}</g>\n`;
  }

  #tip(node: number, name: string): string {
    const { index, unit } = this.#column;
    const total = this.#tree.total[node]!;
    const change = this.#isCompared ? `, ${signed(this.#changeOf(node), unit)}` : '';
    return `${name}\n${formatValue(total, unit)} (${formatPercent(total, this.#view.totals[index] ?? 0)})${change}`;
  }

  #growthOf(node: number): number | undefined {
    if (!this.#isCompared) return undefined;
    return this.#largestChange === 0 ? 0 : this.#changeOf(node) / this.#largestChange;
  }

  #changeOf(node: number): number {
    // Without a second column the base is 0: the values are changes.
    return this.#tree.total[node]! - this.#tree.baseTotal[node]!;
  }
}

/** Growth is told by more than a colour. */
const mark = (growth: number | undefined): string => (!growth ? '' : growth > 0 ? '▲ ' : '▼ ');

const fixed = (value: number): string => String(Math.round(value * 100) / 100);

function signed(value: number, unit: string): string {
  return value > 0 ? `+${formatValue(value, unit)}` : formatValue(value, unit);
}

/** Text for XML 1.0, which has no place for most control characters either. */
export function escapeXml(text: string): string {
  let safe = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isAllowed = code >= 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
    safe += !isAllowed || code === 0xfffe || code === 0xffff ? '\ufffd' : (entities.get(character) ?? character);
  }
  return safe;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);
