import { formatPercent, formatValue } from '../../profile/units.ts';
import { signedValue } from '../model/describe.ts';
import { Twistie } from '../parts/twistie.tsx';
import type { LabelState } from './labelFilters.ts';
import type { LabelRow } from './rows.ts';

/** What a row can do; undefined where it makes no sense. */
export interface RowActions {
  readonly focus: (() => void) | undefined;
  readonly ignore: (() => void) | undefined;
  readonly root: () => void;
  readonly leaf: () => void;
}

interface Props {
  readonly row: LabelRow;
  readonly unit: string;
  /** What percentages are of. */
  readonly total: number;
  readonly isCompared: boolean;
  readonly state: LabelState;
  readonly isRoot: boolean;
  readonly isLeaf: boolean;
  readonly actions: RowActions;
  readonly onToggle: () => void;
}

export function LabelCells({ row, unit, total, isCompared, state, isRoot, isLeaf, actions, onToggle }: Props) {
  const { facet } = row;
  const { weight, before, samples } = figuresOf(row);
  const change = isCompared && before !== undefined ? weight - before : undefined;
  const share = total === 0 ? 0 : Math.min(1, Math.abs((change ?? weight) / total));
  return (
    <>
      <div class="cell name" role="gridcell" title={titleOf(row)} style={{ paddingLeft: `${row.level * 16 - 8}px` }}>
        <Twistie isOpen={row.canExpand ? row.isExpanded : undefined} onToggle={onToggle} />
        {row.kind === 'without' ? (
          <i>without {facet.key}</i>
        ) : (
          <bdi>{row.kind === 'key' ? facet.key : row.value.text}</bdi>
        )}
        {row.kind === 'key' && <span class="by"> {facet.values.length.toLocaleString('en')}</span>}
      </div>
      <div class="cell number" role="gridcell">
        {formatValue(weight, unit)}
      </div>
      <div
        class={`cell number bar ${change === undefined || change === 0 ? '' : change > 0 ? 'grew' : 'shrank'}`}
        role="gridcell"
        style={{ '--share': row.kind === 'key' ? '0' : `${Math.round(share * 100)}%` }}
      >
        {change === undefined ? (isCompared ? '' : formatPercent(weight, total)) : signedValue(change, unit)}
      </div>
      <div class="cell number" role="gridcell">
        {samples?.toLocaleString('en') ?? ''}
      </div>
      <div class="cell label-actions" role="gridcell">
        {row.kind === 'key' && (
          <>
            <Action label="Root" isOn={isRoot} what={`${facet.key} as outermost frames`} onClick={actions.root} />
            <Action label="Leaf" isOn={isLeaf} what={`${facet.key} as innermost frames`} onClick={actions.leaf} />
          </>
        )}
        {row.kind === 'value' && (
          <>
            <Action label="Focus" isOn={state === 'focus'} what={`only ${titleOf(row)}`} onClick={actions.focus} />
            <Action label="Ignore" isOn={state === 'ignore'} what={`no ${titleOf(row)}`} onClick={actions.ignore} />
          </>
        )}
      </div>
    </>
  );
}

export function titleOf(row: LabelRow): string {
  const { key } = row.facet;
  return row.kind === 'key' ? key : row.kind === 'without' ? `without ${key}` : `${key}: ${row.value.text}`;
}

function figuresOf(row: LabelRow): {
  readonly weight: number;
  readonly before: number | undefined;
  readonly samples: number | undefined;
} {
  if (row.kind === 'value') return row.value;
  const { weight, without } = row.facet;
  return { weight: row.kind === 'key' ? weight : without, before: undefined, samples: undefined };
}

interface ActionProps {
  readonly label: string;
  readonly what: string;
  readonly isOn: boolean;
  readonly onClick: (() => void) | undefined;
}

function Action({ label, what, isOn, onClick }: ActionProps) {
  return (
    <button
      type="button"
      class="toggle"
      tabIndex={-1}
      aria-pressed={isOn}
      aria-label={`${label}: ${what}`}
      title={`${label}: ${what}`}
      onClick={(e) => {
        e.stopPropagation();
        onClick?.();
      }}
    >
      {label}
    </button>
  );
}
