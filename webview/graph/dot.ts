import { cutName } from '../../profile/cutName.ts';
import type { Drawing } from '../../profile/graph/drawing.ts';
import { shortName } from '../model/shortName.ts';

/** A line of a box holds at most so many characters of a name. */
const widest = 42;

/** The font whose widths Graphviz knows and the page's monospaced font has: texts then fit their boxes. */
const font = 'fontname="Courier"';

/** A drawing in Graphviz' language: node i is `Ni`. */
export function dotOf({ nodes, edges }: Drawing, nameOf: (frame: number) => string): string {
  const ids = new Map(nodes.map(({ frame }, i) => [frame, `N${i}`]));
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
      return `${ids.get(edge.caller)} -> ${ids.get(edge.callee)} [label="${text}" weight=${weight} penwidth=${penWidth}]`;
    }),
    '}',
  ];
  return lines.join('\n');
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
