import { emptyQuery } from '../../profile/query/viewQuery.ts';
import type { Filters } from '../filters/useFilters.ts';

interface Props {
  /** The sample type that there is nothing of. */
  readonly type: string;
  readonly hasOtherTypes: boolean;
  /** The filters that let nothing pass; undefined if the profile itself is empty. */
  readonly filters: Filters | undefined;
}

/** Why there is nothing to see in a profile that could be read. */
export function EmptyPage({ type, hasOtherTypes, filters }: Props) {
  if (filters)
    return (
      <div class="page">
        <p>The filters let nothing of {type} pass.</p>
        <div class="actions">
          {filters.undo && <vscode-button onClick={filters.undo}>Undo the Last Filter</vscode-button>}
          <vscode-button secondary onClick={() => filters.change(emptyQuery)}>
            Clear All Filters
          </vscode-button>
        </div>
      </div>
    );
  const what = type === '' ? 'no samples' : `no samples of ${type}`;
  return (
    <div class="page">
      <p>
        The profile is valid and holds {what}
        {hasOtherTypes
          ? ': choose another sample type above.'
          : ': nothing of its kind happened while it was recorded.'}
      </p>
    </div>
  );
}
