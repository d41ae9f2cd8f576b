import { cutName } from '../../profile/cutName.ts';
import type { Drawing, DrawnTag } from '../../profile/graph/drawing.ts';
import { shortName } from '../model/shortName.ts';

/** A line of a box holds at most so many characters of a name. */
const widest = 42;

/** The font whose widths Graphviz knows and the page's monospaced font has: texts then fit their boxes. */
const font = 'fontname="Courier"';

/** A drawing in Graphviz' language: node i is `Ni`. */
export function dotOf({ nodes, edges }: Drawing, nameOf: (frame: number) => string): string {
  const ids = new Map(nodes.map(({ frame }, i) => [frame, `N${i}`]));
  const tagged = new Set(nodes.filter((node) => node.tags.length > 0).map(({ frame }) => frame));
  const lines = [
    'digraph {',
    `node [shape=box ${font} margin="0.1,0.05"]`,
    `edge [${font} fontsize=11 arrowsize=0.7]`,
    ...nodes.map(({ frame, figures, fontSize }, i) => {
      const label = [...nameLines(nameOf(frame)), ...figures].map(escaped).join('\\n');
      return `N${i} [label="${label}" fontsize=${fontSize}]`;
    }),
    ...edges.map(({ edge, label, weight, penWidth }) => {
      const text = label.map((line) => ` ${escaped(line)}`).join('\\n');
      // Room for the labels beside what is called.
      const room = tagged.has(edge.caller) ? ' minlen=2' : '';
      return `${ids.get(edge.caller)} -> ${ids.get(edge.callee)} [label="${text}" weight=${weight} penwidth=${penWidth}${room}]`;
    }),
    ...placedTags(nodes).flatMap(({ tag, node, parent }) => [
      `N${node} [label="${tag.lines.map(escaped).join('\\n')}" fontsize=8]`,
      `N${parent} -> N${node} [label=" ${escaped(tag.figure)}" weight=100 fontsize=8]`,
    ]),
    '}',
  ];
  return lines.join('\n');
}

/** A label's box: node `node` of the layout, behind those of functions, hanging at `parent`. */
export interface PlacedTag {
  readonly tag: DrawnTag;
  readonly node: number;
  readonly parent: number;
}

/** The labels of all functions in the order of their boxes. */
export function placedTags(nodes: Drawing['nodes']): PlacedTag[] {
  const placed: PlacedTag[] = [];
  const place = (tag: DrawnTag, parent: number): void => {
    const node = nodes.length + placed.length;
    placed.push({ tag, node, parent });
    for (const size of tag.sizes) place(size, node);
  };
  for (const [i, { tags }] of nodes.entries()) for (const tag of tags) place(tag, i);
  return placed;
}

/** `orders`, `(*Hub).publish.func1`: a function's package, and below it what it is called there. */
export function nameLines(name: string): string[] {
  // A dot inside of brackets belongs to a type argument.
  const short = shortName(name).replaceAll('[...]', '[…]');
  const [, pkg, rest] = /^([\w-]+)\.(.+)$/su.exec(short) ?? [];
  const lines = pkg !== undefined && rest !== undefined ? [pkg, rest] : [short];
  return lines.map((line) => cutName(line, widest));
}

/** Graphviz reads backslashes, quotes and the entities of HTML; other control characters mean nothing to a reader. */
function escaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('&', '&amp;');
}
