import type { ViewQuery } from '../../profile/query/viewQuery.ts';
import { type Granularity, granularities } from '../../profile/view/frameTable.ts';

const titles: Readonly<Record<Granularity, string>> = {
  functions: 'Functions',
  filefunctions: 'Functions by file',
  files: 'Files',
  lines: 'Lines',
  addresses: 'Addresses',
};

/** What makes a frame, and what percentages are of. */
export function ViewOptions({
  query,
  onChange,
}: {
  readonly query: ViewQuery;
  readonly onChange: (query: ViewQuery) => void;
}) {
  return (
    <div class="view-options" id="view-options">
      <vscode-single-select
        class="granularity"
        label="Frames are"
        aria-label="Frames are"
        value={query.granularity}
        selectedIndex={granularities.indexOf(query.granularity)}
        onChange={(e: Event) =>
          onChange({ ...query, granularity: (e.target as HTMLInputElement).value as Granularity })
        }
      >
        {granularities.map((each) => (
          <vscode-option key={each} value={each} selected={each === query.granularity}>
            {titles[each]}
          </vscode-option>
        ))}
      </vscode-single-select>
      <button
        type="button"
        class="toggle"
        aria-pressed={!query.noInlines}
        title="Inlined functions as frames of their own; off: counted with their callers (noinlines)"
        onClick={() => onChange({ ...query, noInlines: !query.noInlines })}
      >
        Inlined functions
      </button>
      <button
        type="button"
        class="toggle"
        aria-pressed={query.relativePercentages}
        title="Percentages of what the filters leave, not of the whole profile (relative_percentages)"
        onClick={() => onChange({ ...query, relativePercentages: !query.relativePercentages })}
      >
        % of what is shown
      </button>
    </div>
  );
}
