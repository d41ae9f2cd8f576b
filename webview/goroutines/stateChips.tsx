import type { GoroutineSet } from '../../profile/goroutines/goroutineGroup.ts';

/** The states with how many goroutines are in each; one can be chosen. */
export function StateChips({
  set,
  chosen,
  onChoose,
}: {
  readonly set: GoroutineSet;
  readonly chosen: string | undefined;
  readonly onChoose: (state: string | undefined) => void;
}) {
  const states = [...set.states].filter(([state]) => state !== '');
  if (states.length === 0 && !set.truncated) return null;
  return (
    <fieldset class="chips">
      <legend class="visually-hidden">Show only one state</legend>
      {states.map(([state, count]) => (
        <button
          key={state}
          type="button"
          class="chip"
          aria-pressed={state === chosen}
          onClick={() => onChoose(state === chosen ? undefined : state)}
        >
          {state} <span class="count">{count.toLocaleString('en')}</span>
        </button>
      ))}
      {set.truncated && <span class="bad">The dump ends in the middle of a goroutine: there were more.</span>}
    </fieldset>
  );
}
