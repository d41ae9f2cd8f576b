import type { Host } from '../host.ts';

/** What the profile is compared with, and the ways to choose and to end that. */
export function BaseBar({
  host,
  baseName,
  problem,
}: {
  readonly host: Host;
  readonly baseName: string | undefined;
  /** Why the two cannot be compared. */
  readonly problem?: string | undefined;
}) {
  const call = (method: 'chooseBase' | 'clearBase') => (): void => {
    void host.call(method, {}).catch((error: Error) => host.notify('report', { message: error.message }));
  };
  return (
    <span class="base">
      {baseName === undefined ? (
        <button type="button" class="link" onClick={call('chooseBase')}>
          Compare with…
        </button>
      ) : (
        <>
          <span class={problem ? 'bad' : ''} title={problem ?? `Changes since ${baseName}`}>
            {problem ?? `since ${baseName}`}
          </span>
          <button type="button" class="link" onClick={call('clearBase')} aria-label={`Stop comparing with ${baseName}`}>
            Stop comparing
          </button>
        </>
      )}
    </span>
  );
}
