import { useMemo } from 'preact/hooks';
import type { DrawnEdge, DrawnNode } from '../../profile/graph/drawing.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { DrawnGraph } from '../model/analysis.ts';
import type { Camera } from './camera.ts';
import { nameLines, placedTags } from './dot.ts';
import type { GraphLayout } from './layout.ts';
import { TagBoxes } from './tagBoxes.tsx';
import { Lines, lineHeight } from './textLines.tsx';

interface Props {
  readonly graph: DrawnGraph;
  readonly layout: GraphLayout;
  readonly camera: Camera;
  readonly nameOf: (frame: FrameIndex) => string;
  readonly isOwn: (frame: FrameIndex) => boolean;
  readonly selected: FrameIndex | undefined;
  /** Whether a function is searched for; undefined without a search. */
  readonly isFound: ((frame: FrameIndex) => boolean) | undefined;
}

/** The drawing. Colours are in the style sheet; here is only how strong they are. */
export function GraphSvg({ graph, layout, camera, nameOf, isOwn, selected, isFound }: Props) {
  const { nodes, edges } = graph.drawing;
  const drawn = useMemo(() => {
    const index = new Map(nodes.map(({ frame }, i) => [frame, i]));
    return new Map(edges.map((e) => [`${index.get(e.edge.caller)} ${index.get(e.edge.callee)}`, e]));
  }, [nodes, edges]);
  const tags = useMemo(() => placedTags(nodes), [nodes]);
  return (
    <svg class="graph-drawing" width="100%" height="100%" aria-hidden="true">
      <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
        {layout.edges.map(({ tail, head, path, arrow, label }) => {
          const edge = drawn.get(`${tail} ${head}`);
          if (!edge) return null;
          const isNear = edge.edge.caller === selected || edge.edge.callee === selected;
          return (
            <g key={`${tail} ${head}`} class={edgeClass(edge, isNear)} style={{ '--heat': heat(edge.share) }}>
              <title>{`${nameOf(edge.edge.caller)} → ${nameOf(edge.edge.callee)}: ${edge.label.join(' ')}`}</title>
              <path d={path} stroke-width={edge.penWidth} />
              <polygon points={arrow} />
              {label && (
                <text x={label.x} y={label.y} font-size={11}>
                  {edge.label.map((line, i) => (
                    <tspan
                      key={line}
                      x={label.x}
                      dy={i === 0 ? `${0.35 - ((edge.label.length - 1) * lineHeight) / 2}em` : '1.2em'}
                    >
                      {line}
                    </tspan>
                  ))}
                </text>
              )}
            </g>
          );
        })}
        <TagBoxes tags={tags} layout={layout} />
        {nodes.map((node, i) => {
          const box = layout.nodes[i];
          if (!box) return null;
          const { x, y, width, height } = box;
          return (
            <g
              key={node.frame}
              data-node={i}
              class={nodeClass(node, isOwn(node.frame), node.frame === selected, isFound)}
              style={{ '--heat': heat(node.share) }}
            >
              <title>{`${nameOf(node.frame)}: ${node.figures.join(' ')}`}</title>
              <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={3} />
              <Lines lines={[...nameLines(nameOf(node.frame)), ...node.figures]} x={x} y={y} size={node.fontSize} />
            </g>
          );
        })}
      </g>
    </svg>
  );
}

/** Small shares shall be told from nothing: as pprof, more than in proportion (0 … 100). */
const heat = (share: number): string => `${Math.round(100 * Math.abs(Math.max(-1, Math.min(1, share))) ** 0.6)}%`;

function edgeClass({ edge, share }: DrawnEdge, isNear: boolean): string {
  return `edge ${share < 0 ? 'less' : 'more'}${edge.isResidual ? ' residual' : ''}${isNear ? ' near' : ''}`;
}

function nodeClass(
  { frame, share }: DrawnNode,
  isOwn: boolean,
  isSelected: boolean,
  isFound: Props['isFound'],
): string {
  const parts = ['node', share < 0 ? 'less' : 'more'];
  if (isOwn) parts.push('own');
  if (isSelected) parts.push('selected');
  if (isFound) parts.push(isFound(frame) ? 'found' : 'faded');
  return parts.join(' ');
}
