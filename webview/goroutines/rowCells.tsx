import type { GoroutineFrame } from '../../profile/goroutines/goroutineGroup.ts';
import { formatPercent } from '../../profile/units.ts';
import { shortName } from '../model/shortName.ts';
import { FunctionName } from '../parts/functionName.tsx';
import { PlaceLink } from '../parts/placeLink.tsx';
import { Twistie } from '../parts/twistie.tsx';
import { placeOf, type Row, signed, waited } from './rows.ts';

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
        class="cell stack name named"
        role="gridcell"
        aria-colspan={columns}
        title={`${row.frame.function}\n${row.frame.file}:${row.frame.line}`}
      >
        {row.isCreator && <span class="by">created by </span>}
        <FunctionName name={row.frame.function} />
        <PlaceLink {...row.frame} onOpen={(toSide) => onOpen(row.frame, toSide)} />
      </div>
    );
  const { group, count, before } = row.shown;
  const place = placeOf(row.shown);
  const change = before === undefined ? undefined : count - before;
  const share = Math.abs(change ?? count) / largest;
  return (
    <>
      <div class="cell number amount" role="gridcell">
        <Twistie isOpen={row.isExpanded} onToggle={() => onToggle(row.id)} />
        {count.toLocaleString('en')}
      </div>
      <div
        class={`cell number bar ${change === undefined ? '' : change > 0 ? 'grew' : change < 0 ? 'shrank' : 'same'}`}
        role="gridcell"
        style={{ '--share': `${Math.round(share * 100)}%` }}
      >
        {change === undefined ? formatPercent(count, total) : signed(change)}
      </div>
      <div class="cell state" role="gridcell" title={`${group.state} ${waited(group)}`.trim()}>
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
    <div class={`cell name where named ${kind}`} role="gridcell" title={title}>
      <bdi>{frame ? shortName(frame.function) : kind === '' ? '(no frames)' : ''}</bdi>
      {frame && <PlaceLink {...frame} onOpen={(toSide) => onOpen(frame, toSide)} />}
    </div>
  );
}
