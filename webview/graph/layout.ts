/** Where everything lies, in points (of which Graphviz has 72 in an inch), y downwards. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** As in the drawing; x and y are the middle. */
  readonly nodes: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly edges: readonly LaidEdge[];
}

export interface LaidEdge {
  /** Nodes, by their position in `nodes`. */
  readonly tail: number;
  readonly head: number;
  /** Of an SVG path. */
  readonly path: string;
  /** Points of an SVG polygon. */
  readonly arrow: string;
  readonly label: Spot | undefined;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The parts of Graphviz' `json0` that are needed (graphviz.org/docs/outputs/json). */
interface Json0 {
  readonly bb?: string;
  readonly objects?: readonly {
    readonly name: string;
    readonly pos: string;
    readonly width: string;
    readonly height: string;
  }[];
  readonly edges?: readonly {
    readonly pos: string;
    readonly lp?: string;
    readonly tail: number;
    readonly head: number;
  }[];
}

const arrowLength = 8;

export function readLayout(json: string): GraphLayout {
  const { bb = '0,0,0,0', objects = [], edges = [] } = JSON.parse(json) as Json0;
  const [left = 0, one = 0, right = 0, other = 0] = bb.split(',').map(Number);
  const nodes = objects.map(({ pos, width, height }) => ({
    ...spotOf(pos),
    width: Number(width) * 72,
    height: Number(height) * 72,
  }));
  return {
    width: Math.abs(right - left),
    height: Math.abs(other - one),
    nodes,
    edges: edges.map(({ pos, lp, tail, head }) => ({
      tail,
      head,
      ...curveOf(pos),
      label: lp === undefined ? undefined : spotOf(lp),
    })),
  };
}

function spotOf(text: string): Spot {
  const [x = 0, y = 0] = text.split(',').map(Number);
  return { x, y };
}

/** A spline as Graphviz writes it: `e,x,y` for the tip of the arrow, then a start and three points per piece. */
function curveOf(pos: string): { path: string; arrow: string } {
  const parts = pos.trim().split(/\s+/);
  const tip = parts.find((part) => part.startsWith('e,'));
  const points = parts.filter((part) => !/^[es],/.test(part)).map(spotOf);
  const [start = { x: 0, y: 0 }, ...rest] = points;
  const path = `M${start.x},${start.y}C${rest.map(({ x, y }) => `${x},${y}`).join(' ')}`;
  const end = points.at(-1) ?? start;
  return { path, arrow: arrowAt(end, tip === undefined ? end : spotOf(tip.slice(2))) };
}

function arrowAt(from: Spot, tip: Spot): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [dx, dy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const back = { x: tip.x - dx * arrowLength, y: tip.y - dy * arrowLength };
  const half = arrowLength * 0.4;
  return [tip, { x: back.x - dy * half, y: back.y + dx * half }, { x: back.x + dy * half, y: back.y - dx * half }]
    .map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`)
    .join(' ');
}
