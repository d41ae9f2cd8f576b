import { useEffect, useState } from 'preact/hooks';
import type { LoadProgress } from '../../protocol/webview.ts';

interface Props {
  readonly progress: LoadProgress;
  readonly onCancel: () => void;
}

const words = { reading: 'Reading the file', unpacking: 'Unpacking', decoding: 'Decoding' } as const;

/** Milliseconds of opening of which nobody wants to be told: most profiles are there sooner. */
const unnoticed = 200;

export function ProgressPage({ progress: { stage, fraction }, onCancel }: Props) {
  const percent = fraction === undefined ? undefined : Math.round(fraction * 100);
  const [takesLong, setTakesLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTakesLong(true), unnoticed);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main class="page" aria-busy="true">
      <h1 class="visually-hidden">A profile is being opened</h1>
      {takesLong && (
        <>
          <p role="status">
            {words[stage]}
            {percent === undefined ? ' …' : ` … ${percent} %`}
          </p>
          <vscode-progress-bar
            aria-label={words[stage]}
            indeterminate={percent === undefined}
            value={percent ?? 0}
            max={100}
          />
          <vscode-button secondary onClick={onCancel}>
            Cancel
          </vscode-button>
        </>
      )}
    </main>
  );
}
