import type { PlacedTag } from './dot.ts';
import type { GraphLayout } from './layout.ts';
import { Lines } from './textLines.tsx';

/** How far the side of a box stands out, as pprof draws labels: a little solid. */
const depth = 4;

/** The labels of functions, with the lines that lead to them. */
export function TagBoxes({ tags, layout }: { readonly tags: readonly PlacedTag[]; readonly layout: GraphLayout }) {
  const edges = new Map(layout.edges.map((edge) => [edge.head, edge]));
  return (
    <>
      {tags.map(({ tag, node }) => {
        const box = layout.nodes[node];
        const edge = edges.get(node);
        if (!box) return null;
        const { x, y, width, height } = box;
        const [left, top, right] = [x - width / 2, y - height / 2, x + width / 2];
        return (
          <g key={node} class={`tag${tag.isDotted ? ' dotted' : ''}`}>
            <title>{`${tag.lines.join(', ')}: ${tag.figure}`}</title>
            {edge && <path d={edge.path} />}
            {edge && <polygon points={edge.arrow} />}
            {edge?.label && <Lines lines={[tag.figure]} x={edge.label.x} y={edge.label.y} size={8} />}
            <path
              class="side"
              d={`M${left},${top}l${depth},${-depth}H${right + depth}V${y + height / 2 - depth}l${-depth},${depth}M${right},${top}l${depth},${-depth}`}
            />
            <rect x={left} y={top} width={width} height={height} />
            <Lines lines={tag.lines} x={x} y={y} size={8} />
          </g>
        );
      })}
    </>
  );
}
