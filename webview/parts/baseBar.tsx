import type { Host } from '../host.ts';

interface Props {
  readonly host: Host;
  /** What is compared with. */
  readonly baseName: string | undefined;
  /** Why the two cannot be compared. */
  readonly problem?: string | undefined;
  /** Whether it is looked at together with others. */
  readonly isSeries: boolean;
  readonly onExport: () => void;
}

type Call = 'chooseBase' | 'clearBase' | 'chooseSeries' | 'endSeries';

/** What the profile is compared with, what it is looked at with, and the ways to choose and to end that; and out. */
export function BaseBar({ host, baseName, problem, isSeries, onExport }: Props) {
  const button = (method: Call, text: string, label = text) => (
    <button
      type="button"
      class="link"
      aria-label={label}
      onClick={() => {
        void host.call(method, {}).catch((error: Error) => host.notify('report', { message: error.message }));
      }}
    >
      {text}
    </button>
  );
  return (
    <span class="base">
      {baseName === undefined ? (
        button('chooseBase', 'Compare with…')
      ) : (
        <>
          <span class={problem ? 'bad' : ''} title={problem ?? `Changes since ${baseName}`}>
            {problem ?? (
              <>
                since <bdi>{baseName}</bdi>
              </>
            )}
          </span>
          {button('clearBase', 'Stop comparing', `Stop comparing with ${baseName}`)}
        </>
      )}
      {isSeries ? (
        <>
          {button('chooseSeries', 'Add to series…')}
          {button('endSeries', 'End series')}
        </>
      ) : (
        button('chooseSeries', 'Series…', 'Look at a series of profiles…')
      )}
      <button type="button" class="link" onClick={onExport}>
        Export…
      </button>
    </span>
  );
}
