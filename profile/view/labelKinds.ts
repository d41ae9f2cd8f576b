import type { Profile } from '../profile.ts';

/**
 * The unit of each numeric label by key, as pprof decides it: the first unit met in the samples, else bytes for
 * `alignment` and `request`, else the key itself (Go's heap profiles carry `bytes` without a unit).
 */
export function numericUnits({ samples, labels, text }: Profile): Map<string, string> {
  const units = new Map<string, string>();
  const seen = new Uint8Array(labels.count);
  for (let sample = 0; sample < samples.count; sample++) {
    const set = samples.labelSet[sample]!;
    if (seen[set] === 1) continue;
    seen[set] = 1;
    for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
      if (labels.string[row] !== 0) continue;
      const key = text.at(labels.key[row]!);
      const unit = text.at(labels.unit[row]!);
      if (unit !== '' || !units.has(key)) units.set(key, units.get(key) || unit);
    }
  }
  for (const [key, unit] of units) if (unit === '') units.set(key, defaultUnit(key));
  return units;
}

function defaultUnit(key: string): string {
  return key === 'alignment' || key === 'request' ? 'bytes' : key;
}
