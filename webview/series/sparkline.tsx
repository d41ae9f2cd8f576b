interface Props {
  /** Where each value stands from left to right, in any unit. */
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

/** A small line chart that stands on 0: one of many, to be compared by shape. */
export function Sparkline({ at, values, label, width, height }: Props) {
  const least = Math.min(0, ...values);
  const span = Math.max(0, ...values) - least || 1;
  const last = (at.at(-1) ?? 0) || 1;
  const inset = 3;
  const x = (i: number): number => inset + ((at[i] ?? 0) / last) * (width - 2 * inset);
  const y = (value: number): number => height - inset - ((value - least) / span) * (height - 2 * inset);
  const points = values.map((value, i) => `${round(x(i))},${round(y(value))}`);
  const ground = round(y(0));
  return (
    <svg class="sparkline" width={width} height={height} role="img" aria-label={label}>
      <path
        class="area"
        d={`M${round(x(0))},${ground}L${points.join('L')}L${round(x(values.length - 1))},${ground}Z`}
      />
      <polyline points={points.join(' ')} />
      <circle cx={round(x(values.length - 1))} cy={round(y(values.at(-1) ?? 0))} r="2" />
    </svg>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
