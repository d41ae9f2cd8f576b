import './compare.css';
import { useMemo } from 'preact/hooks';
import { formatValue } from '../../profile/units.ts';
import type { Analysis } from '../model/analysis.ts';
import { signedValue } from '../model/describe.ts';
import { changeRows, countKinds } from './changes.ts';
import { percentText } from './changesView.tsx';
import type { CompareOptions } from './compareOptions.ts';
import { type Colouring, colourings } from './growth.ts';

interface Props {
  readonly analysis: Analysis;
  readonly baseName: string;
  readonly options: CompareOptions;
  readonly onChange: (options: CompareOptions) => void;
}

const words: Readonly<Record<Colouring, { readonly label: string; readonly title: string }>> = {
  absolute: { label: 'Absolute', title: 'Strong colours where most of the change is' },
  proportional: { label: 'Proportional', title: 'Strong colours for what changed its own size most' },
};

/** What a comparison found, and how it is looked at. */
export function CompareBar({ analysis, baseName, options, onChange }: Props) {
  const counts = useMemo(() => countKinds(changeRows(analysis, 'cum')), [analysis]);
  const { unit } = analysis.valueType;
  const before = sumOf(analysis.baseWeights);
  const after = sumOf(analysis.weights);
  const percent = before === 0 ? '' : ` (${percentText(((after - before) / Math.abs(before)) * 100)})`;
  return (
    <section class="compare-bar" aria-label="Comparison">
      <span>
        {signedValue(after - before, unit)}
        {percent} against <b>{baseName}</b>: {formatValue(before, unit)} before, {formatValue(after, unit)} after
        {options.normalize ? ' (scaled to it)' : ''} · {(counts.get('new') ?? 0).toLocaleString('en')} functions new,{' '}
        {(counts.get('gone') ?? 0).toLocaleString('en')} gone
      </span>
      <span class="spacer" />
      <span class="legend" aria-hidden="true">
        <span class="swatch grew" /> ▲ grew <span class="swatch shrank" /> ▼ less <span class="swatch same" /> same
      </span>
      <fieldset class="segments">
        <legend class="visually-hidden">Colours by</legend>
        {colourings.map((colouring) => (
          <button
            key={colouring}
            type="button"
            class="chip"
            title={words[colouring].title}
            aria-pressed={colouring === options.colouring}
            onClick={() => onChange({ ...options, colouring })}
          >
            {words[colouring].label}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        class="chip"
        title="Scale the profile to the total of what it is compared with, as pprof's -normalize does"
        aria-pressed={options.normalize}
        onClick={() => onChange({ ...options, normalize: !options.normalize })}
      >
        Normalise
      </button>
    </section>
  );
}

function sumOf(weights: Float64Array | undefined): number {
  return (weights ?? new Float64Array()).reduce((sum, weight) => sum + weight, 0);
}
