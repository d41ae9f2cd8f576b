import './filters.css';
import { useRef, useState } from 'preact/hooks';
import { type Filter, type FilterKind, filterKinds } from '../../profile/query/filter.ts';
import {
  emptyQuery,
  hasFilter,
  type ViewQuery,
  withFilter,
  withFilterChanged,
  withoutFilter,
} from '../../profile/query/viewQuery.ts';
import { FilterChips } from './chips.tsx';
import { FilterField } from './filterField.tsx';
import { OwnerToggles } from './ownerToggles.tsx';
import type { Filters } from './useFilters.ts';
import { ViewOptions } from './viewOptions.tsx';

interface Props {
  readonly filters: Filters;
  /** Filters that matched nothing, as pprof says it. */
  readonly warnings: readonly string[];
  /** The filters that make sense here; all without it. */
  readonly kinds?: readonly FilterKind[];
  /** Whether what makes a frame and a percentage can be chosen. */
  readonly hasOptions?: boolean;
}

/** The most used first. */
const usualOrder: readonly FilterKind[] = [
  'focus',
  'ignore',
  'hide',
  'show',
  'show_from',
  'prune_from',
  'tagfocus',
  'tagignore',
  'tagroot',
  'tagleaf',
];

/** pprof's filters: a field to type them, a chip for each, and the ways back. */
export function FilterBar({ filters, warnings, kinds = filterKinds, hasOptions = true }: Props) {
  const { query, shown, change, undo, redo, clear } = filters;
  const [editing, setEditing] = useState<Filter | undefined>();
  const [isOpen, setOpen] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const replaced = editing && hasFilter(query, editing) ? editing : undefined;
  // What had the focus goes with a chip.
  const changeAnd = (next: ViewQuery): void => {
    change(next);
    bar.current?.querySelector<HTMLElement>('.filter-field')?.focus();
  };
  const onFilter = (filter: Filter): void => {
    setEditing(undefined);
    change(replaced ? withFilterChanged(query, replaced, filter) : withFilter(query, filter));
  };
  const onBackspace = (): void => {
    const last = query.filters.at(-1);
    if (last) change(withoutFilter(query, last));
  };
  return (
    <section ref={bar} class="filter-bar" aria-label="Filters" aria-busy={query !== shown}>
      <FilterField
        kinds={usualOrder.filter((kind) => kinds.includes(kind))}
        editing={replaced}
        onFilter={onFilter}
        onBackspace={onBackspace}
        onCancel={() => setEditing(undefined)}
      />
      <FilterChips query={query} editing={replaced} onEdit={setEditing} onChange={changeAnd} />
      <span class="filter-steps">
        <Step label="Undo" keys="Ctrl+Z" step={undo} path="M3 6h6a4 4 0 0 1 0 8H6M3 6l3-3M3 6l3 3" />
        <Step label="Redo" keys="Ctrl+Shift+Z" step={redo} path="M13 6H7a4 4 0 0 0 0 8h3M13 6l-3-3M13 6l-3 3" />
        <button type="button" class="link" disabled={clear === undefined} onClick={() => changeAnd(emptyQuery)}>
          Clear
        </button>
      </span>
      <span class={`filter-note${query === shown && warnings.length > 0 ? ' long' : ''}`} role="status">
        {query === shown ? warnings.join('. ') : 'Filtering…'}
      </span>
      <span class="filter-end">
        <OwnerToggles query={query} onChange={change} />
        {hasOptions && (
          <button
            type="button"
            class="toggle"
            aria-expanded={isOpen}
            aria-controls="view-options"
            title="What makes a frame, and what percentages are of"
            onClick={() => setOpen(!isOpen)}
          >
            More <span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>
          </button>
        )}
      </span>
      {hasOptions && isOpen && <ViewOptions query={query} onChange={change} />}
    </section>
  );
}

interface StepProps {
  readonly label: string;
  readonly keys: string;
  readonly step: (() => void) | undefined;
  readonly path: string;
}

function Step({ label, keys, step, path }: StepProps) {
  return (
    <button
      type="button"
      class="step"
      aria-label={`${label} filter`}
      title={`${label} (${keys})`}
      // Not disabled: that would take the focus away from who undoes step by step.
      aria-disabled={step === undefined}
      onClick={step}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={path} fill="none" stroke="currentColor" stroke-width="1.3" />
      </svg>
    </button>
  );
}
