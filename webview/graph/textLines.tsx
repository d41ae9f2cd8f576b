/** Lines of text are so many times as high as their letters: Graphviz reckons with that. */
export const lineHeight = 1.2;

interface Props {
  readonly lines: readonly string[];
  /** The middle of all of them. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Lines of text below each other, around a point. */
export function Lines({ lines, x, y, size }: Props) {
  return (
    <text x={x} y={y} font-size={size}>
      {lines.map((line, i) => (
        <tspan key={i} x={x} dy={i === 0 ? `${0.35 - ((lines.length - 1) * lineHeight) / 2}em` : `${lineHeight}em`}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
