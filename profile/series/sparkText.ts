const bars = '▁▂▃▄▅▆▇█';

/** A series as a word of bars, from 0 (or the least negative value) to its largest; all low where nothing is. */
export function sparkText(values: readonly number[]): string {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least;
  return values
    .map((value) => bars[span === 0 ? 0 : Math.min(bars.length - 1, Math.round(((value - least) / span) * 7))])
    .join('');
}
