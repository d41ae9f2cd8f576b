import { cutName } from '../../profile/cutName.ts';
import type { Filter } from '../../profile/query/filter.ts';
import { filterMeaning } from '../../profile/query/filter.ts';
import { type ViewQuery, withoutFilter } from '../../profile/query/viewQuery.ts';
import { readableValue } from './filterOn.ts';

interface Props {
  readonly query: ViewQuery;
  readonly editing: Filter | undefined;
  readonly onEdit: (filter: Filter) => void;
  readonly onChange: (query: ViewQuery) => void;
}

/** All that is not as usual: one chip each, to be changed or taken away. */
export function FilterChips({ query, editing, onEdit, onChange }: Props) {
  const { granularity, noInlines, relativePercentages } = query;
  const options = [
    ...(granularity === 'functions' ? [] : [{ name: granularity, without: { granularity: 'functions' as const } }]),
    ...(noInlines ? [{ name: 'noinlines', without: { noInlines: false } }] : []),
    ...(relativePercentages ? [{ name: 'relative_percentages', without: { relativePercentages: false } }] : []),
  ];
  if (query.filters.length + options.length === 0) return null;
  return (
    <ul class="filter-chips" aria-label="Filters">
      {query.filters.map((filter) => {
        const { kind, value } = filter;
        const shown = readableValue(filter);
        const remove = (): void => onChange(withoutFilter(query, filter));
        return (
          <li key={`${kind} ${value}`} class={`filter-chip${filter === editing ? ' editing' : ''}`}>
            <button
              type="button"
              class="filter-edit"
              title={`${kind}=${value}\n${filterMeaning[kind]}\nClick to change, Delete to remove`}
              aria-label={`Change filter ${kind} ${shown}`}
              onClick={() => onEdit(filter)}
              onKeyDown={(e) => {
                if (e.key === 'Delete' || e.key === 'Backspace') remove();
              }}
            >
              <span class="filter-name">{kind}</span> <bdi>{cutName(shown, 44)}</bdi>
            </button>
            <Remove what={`filter ${kind} ${shown}`} onRemove={remove} />
          </li>
        );
      })}
      {options.map(({ name, without }) => (
        <li key={name} class="filter-chip">
          <span class="filter-option">{name}</span>
          <Remove what={name} onRemove={() => onChange({ ...query, ...without })} />
        </li>
      ))}
    </ul>
  );
}

function Remove({ what, onRemove }: { readonly what: string; readonly onRemove: () => void }) {
  return (
    <button type="button" class="filter-remove" aria-label={`Remove ${what}`} title="Remove" onClick={onRemove}>
      <span aria-hidden="true">×</span>
    </button>
  );
}
