import './compare.css';
import { useMemo, useState } from 'preact/hooks';
import type { Filter } from '../../profile/query/filter.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { FrameMenu } from '../filters/frameMenu.tsx';
import type { Analysis } from '../model/analysis.ts';
import { signedValue } from '../model/describe.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { FunctionName } from '../parts/functionName.tsx';
import { PlaceLink } from '../parts/placeLink.tsx';
import { RowGrid } from '../parts/rowGrid.tsx';
import { SortHead } from '../parts/sortHead.tsx';
import {
  type ChangeKind,
  type ChangeSort,
  changeKinds,
  changeRows,
  countKinds,
  percentOf,
  shownChanges,
} from './changes.ts';

interface Props {
  readonly analysis: Analysis;
  readonly selection: Selection | undefined;
  readonly found: Found | undefined;
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  readonly onCallers: (frame: FrameIndex) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
}

export const kindWords: Readonly<Record<ChangeKind, string>> = {
  grown: '▲ Grown',
  new: '✚ New',
  less: '▼ Less',
  gone: '✖ Gone',
};

const columns: readonly { readonly key: ChangeSort; readonly title: string; readonly hint?: string }[] = [
  { key: 'before', title: 'Before' },
  { key: 'after', title: 'After' },
  { key: 'change', title: 'Change' },
  { key: 'percent', title: 'Change %', hint: 'Of what the function was' },
  { key: 'ofBase', title: 'Of base', hint: 'Of all that was before: the percentages of go tool pprof -diff_base' },
  { key: 'name', title: 'Function' },
];

/** What grew, what is new, what became less and what is gone, function by function. */
export function ChangesView(props: Props) {
  const { analysis, selection, found, onSelect, onOpen } = props;
  const [of, setOf] = useState<'flat' | 'cum'>('flat');
  const [kind, setKind] = useState<ChangeKind | undefined>();
  const [sort, setSort] = useState<{ key: ChangeSort; isDescending: boolean }>({ key: 'change', isDescending: true });
  const [menu, setMenu] = useState<{ readonly frame: FrameIndex; readonly at: { x: number; y: number } } | undefined>();
  const all = useMemo(() => changeRows(analysis, of), [analysis, of]);
  const counts = useMemo(() => countKinds(all), [all]);
  const rows = useMemo(
    () => shownChanges(all, kind, found, sort, (frame) => analysis.nameOf(frame)),
    [all, kind, found, sort, analysis],
  );
  const at = rows.findIndex(({ frame }) => frame === selection?.frame);
  const { unit } = analysis.valueType;
  return (
    <div class="changes">
      <fieldset class="chips">
        <legend class="visually-hidden">Show only one kind of change</legend>
        {changeKinds.map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={each === kind}
            onClick={() => setKind(each === kind ? undefined : each)}
          >
            {kindWords[each]} <span class="count">{(counts.get(each) ?? 0).toLocaleString('en')}</span>
          </button>
        ))}
        <span class="spacer" />
        {(['flat', 'cum'] as const).map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={each === of} onClick={() => setOf(each)}>
            {each === 'flat' ? 'Flat' : 'Cum'}
          </button>
        ))}
      </fieldset>
      <RowGrid
        label={`Changes of ${of} ${analysis.valueType.type}`}
        columns={columns.length}
        count={rows.length}
        at={at}
        onMove={(index) => {
          const row = rows[index];
          if (row) onSelect({ frame: row.frame });
        }}
        onOpen={(index, event) => {
          const row = rows[index];
          if (row) onOpen(row.frame, event.altKey);
        }}
        onMenu={(index, where) => {
          const row = rows[index];
          if (row) setMenu({ frame: row.frame, at: where });
        }}
        onKey={(event) => {
          const row = rows[at];
          if (event.key !== 'Enter' || !row) return false;
          onOpen(row.frame, event.altKey);
          return true;
        }}
        head={columns.map(({ key, title, hint }) => (
          <SortHead
            key={key}
            title={title}
            hint={hint}
            class={key}
            isNumber={key !== 'name'}
            direction={sort.key !== key ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
            onSort={() => setSort({ key, isDescending: sort.key === key ? !sort.isDescending : key !== 'name' })}
          />
        ))}
        row={(index) => {
          const row = rows[index]!;
          const percent = percentOf(row);
          const name = analysis.nameOf(row.frame);
          return {
            key: String(row.frame),
            class: row.kind,
            cells: (
              <>
                <div class="cell number" role="gridcell">
                  {formatValue(row.before, unit)}
                </div>
                <div class="cell number" role="gridcell">
                  {formatValue(row.after, unit)}
                </div>
                <div class={`cell number ${row.after > row.before ? 'grew' : 'shrank'}`} role="gridcell">
                  {signedValue(row.after - row.before, unit)}
                </div>
                <div class="cell number percent" role="gridcell">
                  {row.kind === 'new'
                    ? 'new'
                    : row.kind === 'gone'
                      ? 'gone'
                      : percent === undefined
                        ? ''
                        : percentText(percent)}
                </div>
                <div class="cell number percent ofBase" role="gridcell">
                  {analysis.baseTotal === 0 ? '' : formatPercent(row.after - row.before, analysis.baseTotal)}
                </div>
                <div class="cell name named" role="gridcell" title={`${name}\n${analysis.fileOf(row.frame)}`}>
                  <span class="mark" aria-hidden="true">
                    {kindWords[row.kind].slice(0, 1)}
                  </span>
                  <FunctionName name={name} />
                  <PlaceLink
                    file={analysis.fileOf(row.frame)}
                    line={0}
                    onOpen={(toSide) => onOpen(row.frame, toSide)}
                  />
                </div>
              </>
            ),
          };
        }}
      />
      {menu && <FrameMenu {...props} {...menu} onClose={() => setMenu(undefined)} />}
    </div>
  );
}

export const percentText = (percent: number): string =>
  `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent) >= 1000 ? Math.round(Math.abs(percent)).toLocaleString('en') : Math.abs(percent).toFixed(1)}%`;
