import type { GoroutineFrame } from '../../profile/goroutines/goroutineGroup.ts';
import { formatPercent } from '../../profile/units.ts';
import { shortName } from '../model/shortName.ts';
import { placeOf } from './goroutinesView.tsx';
import { type Row, shortPlace, signed, waited } from './rows.ts';

interface Props {
  readonly row: Row;
  readonly columns: number;
  readonly total: number;
  /** The largest count, or change, of all rows: for the bars. */
  readonly largest: number;
  readonly onToggle: (id: string) => void;
  readonly onOpen: (frame: GoroutineFrame, toSide: boolean) => void;
}

export function RowCells({ row, columns, total, largest, onToggle, onOpen }: Props) {
  if (row.kind === 'note')
    return (
      <div class="cell stack note" role="gridcell" aria-colspan={columns} title={row.text}>
        {row.text}
      </div>
    );
  if (row.kind === 'frame')
    return (
      <div
        class="cell stack name"
        role="gridcell"
        aria-colspan={columns}
        title={`${row.frame.function}\n${row.frame.file}:${row.frame.line}`}
      >
        {row.isCreator && <span class="by">created by </span>}
        {row.frame.function} <Place frame={row.frame} onOpen={onOpen} />
      </div>
    );
  const { group, count, before } = row.shown;
  const place = placeOf(row.shown);
  const change = before === undefined ? undefined : count - before;
  const share = Math.abs(change ?? count) / largest;
  return (
    <>
      <div class="cell number" role="gridcell">
        <button
          type="button"
          class="twistie"
          tabIndex={-1}
          aria-hidden="true"
          onClick={(e) => {
            e.stopPropagation();
            onToggle(row.id);
          }}
        >
          {row.isExpanded ? '▾' : '▸'}
        </button>
        {count.toLocaleString('en')}
      </div>
      <div
        class={`cell number bar ${change === undefined ? '' : change > 0 ? 'grew' : change < 0 ? 'shrank' : 'same'}`}
        role="gridcell"
        style={{ '--share': `${Math.round(share * 100)}%` }}
      >
        {change === undefined ? formatPercent(count, total) : signed(change)}
      </div>
      <div class="cell" role="gridcell" title={group.state}>
        {group.state || '–'}
        {waited(group) !== '' && <span class="wait"> {waited(group)}</span>}
        {group.leaked && <span class="bad"> leaked</span>}
      </div>
      <Where frame={place} kind="" onOpen={onOpen} />
      {columns > 4 && <Where frame={group.createdBy} kind="creator" onOpen={onOpen} />}
    </>
  );
}

/** A function, shortened where room is short, and its place, which is always to be seen. */
function Where({
  frame,
  kind,
  onOpen,
}: {
  readonly frame: GoroutineFrame | undefined;
  readonly kind: '' | 'creator';
  readonly onOpen: Props['onOpen'];
}) {
  const title = frame ? `${frame.function}\n${frame.file}:${frame.line}` : '';
  return (
    <div class={`cell name where ${kind}`} role="gridcell" title={title}>
      <span>{frame ? shortName(frame.function) : kind === '' ? '(no frames)' : ''}</span>
      {frame && <Place frame={frame} onOpen={onOpen} />}
    </div>
  );
}

function Place({ frame, onOpen }: { readonly frame: GoroutineFrame; readonly onOpen: Props['onOpen'] }) {
  if (frame.file === '') return null;
  return (
    <button
      type="button"
      class="link place"
      tabIndex={-1}
      onClick={(e) => {
        e.stopPropagation();
        onOpen(frame, e.altKey);
      }}
    >
      {shortPlace(frame)}
    </button>
  );
}
